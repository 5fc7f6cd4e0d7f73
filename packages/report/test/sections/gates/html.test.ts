import type { GateVerdict } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { buildReport } from "../../../src/report.ts";
import { gatesSection } from "../../../src/sections/gates/section.ts";
import { matrixWorld, sparseWorld } from "../../worlds.ts";
import { sectionElement, textsOf } from "../section-html.ts";

const verdict: GateVerdict = {
  gate: "accuracy floor",
  stage: "evaluate",
  point: {},
  metric: "accuracy",
  attribute: null,
  within: null,
  outcome: "pass",
  value: 0.85,
  limit: ">= 0.8",
  message: "accuracy is 0.85.",
};

async function gatesOf(gates: readonly GateVerdict[]): Promise<Element> {
  const world = matrixWorld();
  const lineage = { ...world.lineage!, gates };
  return await sectionElement(gatesSection, buildReport({ ...world, lineage }));
}

describe("the gates in HTML", () => {
  it("say of one verdict what was found, and against which limit", async () => {
    const byRace = { ...verdict, attribute: "race", limit: "<= 0.05", point: { strength: 1 } };
    expect(textsOf(await gatesOf([verdict]), ".gate")).toEqual([
      "✓ pass accuracy floor accuracy, stage evaluate 0.85, limit ≥ 0.8accuracy is 0.85.",
    ]);
    expect(textsOf(await gatesOf([byRace]), ".gate")).toEqual([
      "✓ pass accuracy floor accuracy by race, stage evaluate, strength=1 0.85, limit ≤ 0.05accuracy is 0.85.",
    ]);
  });

  it("list the points that do not pass, and fold those that do", async () => {
    const failing = { ...verdict, outcome: "fail", value: 0.7, message: "below 0.8." } as const;
    const points = (passing: number): readonly GateVerdict[] => [
      { ...failing, point: { seed: 9 } },
      failing,
      ...Array.from({ length: passing }, (_, seed) => ({ ...verdict, point: { seed } })),
    ];
    const gate = await gatesOf(points(2));
    expect(textsOf(gate, ".held")).toEqual(["2 of 4 points pass; limit ≥ 0.8"]);
    expect(textsOf(gate, ".gate > .verdicts > li")).toEqual([
      "✕ fail seed=9: 0.7. below 0.8.",
      "✕ fail all rows: 0.7. below 0.8.",
    ]);
    expect(textsOf(gate, "summary")).toEqual(["The 2 points that pass"]);
    expect(textsOf(await gatesOf(points(1)), "summary")).toEqual(["The point that passes"]);
    expect(textsOf(await gatesOf(points(0)), "summary")).toEqual([]);
  });

  it("say that there are none", async () => {
    const none = await sectionElement(gatesSection, buildReport(sparseWorld()));
    expect(textsOf(none, "p")).toEqual(["No gate checks these figures."]);
    expect(none.querySelector("ul")).toBeNull();
  });
});
