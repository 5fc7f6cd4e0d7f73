import type { GateVerdict } from "@fairline/core";
import { describe, expect, it } from "vitest";
import { gatesSentence, summarizeGates } from "../../../src/sections/gates/model.ts";
import { matrixWorld } from "../../worlds.ts";

const verdict = (gate: string, outcome: GateVerdict["outcome"], seed = 1): GateVerdict => ({
  gate,
  outcome,
  stage: "evaluate",
  point: { seed },
  metric: "accuracy",
  attribute: null,
  within: null,
  value: 0.5,
  limit: ">= 0.8",
  message: `accuracy is 0.5 at seed ${String(seed)}.`,
});

describe("summarizeGates", () => {
  it("puts the worst gate, and its worst point, first", () => {
    const gates = summarizeGates([
      verdict("a", "pass", 1),
      verdict("b", "warn", 1),
      verdict("c", "pass", 1),
      verdict("c", "fail", 2),
    ]);
    expect(gates.map(({ gate, outcome }) => [gate, outcome])).toEqual([
      ["c", "fail"],
      ["b", "warn"],
      ["a", "pass"],
    ]);
    expect(gates[0]?.verdicts.map(({ point, outcome }) => [point, outcome])).toEqual([
      ["seed=2", "fail"],
      ["seed=1", "pass"],
    ]);
  });

  it("keeps every verdict", () => {
    const verdicts = matrixWorld().lineage!.gates;
    const kept = summarizeGates(verdicts).flatMap((gate) => gate.verdicts);
    expect(kept).toHaveLength(verdicts.length);
  });
});

describe("gatesSentence", () => {
  it.each([
    [["pass"], "1 gate passes."],
    [["fail", "warn", "pass", "pass"], "1 gate fails, 1 warns, 2 pass."],
    [["fail", "fail"], "2 gates fail."],
  ] as const)("counts %j", (outcomes, sentence) => {
    const gates = summarizeGates(outcomes.map((outcome, i) => verdict(String(i), outcome)));
    expect(gatesSentence(gates)).toBe(sentence);
  });
});
