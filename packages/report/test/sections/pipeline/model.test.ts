import { describe, expect, it } from "vitest";
import { summarizePipeline } from "../../../src/sections/pipeline/model.ts";
import { matrixWorld } from "../../worlds.ts";

describe("summarizePipeline", () => {
  const stages = summarizePipeline(matrixWorld().lineage!);

  it("puts the points of a stage together, in topological order", () => {
    expect(stages.map(({ stage, instances }) => [stage, instances.length])).toEqual([
      ["ingest", 1],
      ["clean", 1],
      ["rebalance", 1],
      ["train", 15],
      ["evaluate", 15],
    ]);
  });

  it("reads stages, not instances", () => {
    expect(stages.map(({ inputs }) => inputs)).toEqual([
      [],
      ["ingest"],
      ["clean"],
      ["rebalance"],
      ["clean", "train"],
    ]);
  });

  it("shortens keys to 12 digits and tells each point's varying parameters", () => {
    const [first] = stages[3]!.instances;
    expect(first?.key).toMatch(/^[0-9a-f]{12}$/);
    expect(first).toMatchObject({ point: "seed=1, strength=0", values: ["0"] });
  });
});
