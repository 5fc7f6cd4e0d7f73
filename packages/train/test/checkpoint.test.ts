import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { scratchDirectory } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { isDue, readCheckpoint, writeCheckpoint } from "../src/checkpoint.ts";
import type { Checkpoint } from "../src/checkpoint.ts";

const checkpoint: Checkpoint = {
  epoch: 4,
  parameters: { w: { shape: [1, 3], values: Float32Array.of(0.1, -0, 1e-40) } },
  state: { steps: { shape: [], values: Float32Array.of(7) } },
  history: [
    {
      epoch: 4,
      split: "validation",
      loss: 0.1 + 0.2,
      logLoss: 1 / 3,
      penalty: 0,
      accuracy: 0.5,
      gap: Number.NaN,
    },
  ],
  kept: {
    best: { epoch: 2, loss: -Infinity, gap: Number.NaN },
    parameters: { w: { shape: [1, 3], values: Float32Array.of(1, 2, 3) } },
  },
};

describe("a checkpoint", () => {
  it("comes back as it was written, in the place of the one before", async () => {
    const directory = scratchDirectory();
    expect(await readCheckpoint(directory)).toBeUndefined();
    await writeCheckpoint(directory, { ...checkpoint, epoch: 2, kept: undefined });
    await writeCheckpoint(directory, checkpoint);
    expect(await readCheckpoint(directory)).toEqual(checkpoint);
  });

  it("counts as none where it is damaged, or was not written to its end", async () => {
    const directory = scratchDirectory();
    await writeCheckpoint(directory, checkpoint);
    const path = join(directory, "checkpoint.json");
    const text = await readFile(path, "utf8");
    for (const damaged of [text.slice(0, -9), text.replace('"epoch":4', '"epoch":5'), "", "{}"]) {
      await writeFile(path, damaged);
      expect(await readCheckpoint(directory)).toBeUndefined();
    }
  });

  it("is due about twenty times in a training, and not at its end", () => {
    const due = (epochs: number): number =>
      Array.from({ length: epochs }, (_, i) => isDue(i + 1, epochs)).filter(Boolean).length;
    expect([1, 2, 20, 40, 185, 1000].map(due)).toEqual([0, 1, 19, 19, 18, 19]);
  });
});
