import type { LineageStage } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { pipelineSection } from "../../../src/sections/pipeline/section.ts";
import { matrixWorld } from "../../worlds.ts";
import { sectionElement, textsOf } from "../section-html.ts";

const stage: LineageStage = {
  stage: "train",
  uses: "train/mlp",
  point: {},
  params: {},
  key: "0123456789abcdef".repeat(4),
  inputs: [],
};

async function pipelineOf(stages: readonly LineageStage[]): Promise<Element> {
  const world = matrixWorld();
  const lineage = { ...world.lineage!, stages };
  return await sectionElement(pipelineSection, buildReport({ ...world, lineage }));
}

describe("the pipeline in HTML", () => {
  it("has a row for each stage, with what it reads, its parameters and its key", async () => {
    const evaluate = {
      ...stage,
      stage: "evaluate",
      uses: "evaluate/groups",
      params: { within: ["department"] },
      inputs: ["train"],
    };
    const section = await pipelineOf([stage, evaluate]);
    const rows = [...section.querySelectorAll(".stages tbody tr")];
    expect(rows.map((row) => textsOf(row, "th, td"))).toEqual([
      ["train", "train/mlp", "", "none", "0123456789ab"],
      ["evaluate", "evaluate/groups", "train", "within: [department]", "0123456789ab"],
    ]);
    expect(section.querySelectorAll("details")).toHaveLength(0);
  });

  it("folds the points of a stage, with the parameters in which they differ", async () => {
    const points = [
      { ...stage, params: { hidden: [8], strength: 1 }, point: { strength: 1 } },
      { ...stage, params: { hidden: [8] } },
    ];
    const section = await pipelineOf(points);
    expect(textsOf(section, ".stages tbody td").slice(-2)).toEqual([
      "Varying: strengthhidden: [8]",
      "2 points, below",
    ]);
    expect(textsOf(section, "summary")).toEqual(["Points of train (2)"]);
    expect(
      [...section.querySelectorAll("details tr")].map((row) => textsOf(row, "th, td")),
    ).toEqual([
      ["Point", "strength", "Key"],
      ["strength=1", "1", "0123456789ab"],
      ["–", "unset", "0123456789ab"],
    ]);
  });
});
