import { describe, expect, it } from "vitest";
import { openBackend } from "../../../src/index.ts";
import { selfTest } from "../../../src/backend/eager/self-test.ts";

describe("selfTest", () => {
  it("passes on every backend and leaves no tensor behind", async () => {
    for (const name of ["wasm", "cpu"] as const) {
      const { tf } = (await openBackend(name)).use();
      const before = tf.memory().numTensors;
      await selfTest(tf);
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it("names the number that a faulty backend gets wrong", async () => {
    const { tf } = (await openBackend("cpu")).use();
    const log1p: typeof tf.log1p = (x) => tf.add(tf.log1p(x), 0.001);
    await expect(selfTest({ ...tf, log1p })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: its self-test failed: the loss is 1.3026857376098633 and should be 1.301686]`,
    );
  });

  it("does not take NaN for a right answer", async () => {
    const { tf } = (await openBackend("cpu")).use();
    const mean: typeof tf.mean = (x) => tf.mul(tf.mean(x), Number.NaN);
    await expect(selfTest({ ...tf, mean })).rejects.toThrow(
      "the loss is NaN and should be 1.301686",
    );
  });
});
