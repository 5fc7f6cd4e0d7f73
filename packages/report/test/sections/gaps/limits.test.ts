import { describe, expect, it } from "vitest";
import { gapLimits, limitValue } from "../../../src/sections/gaps/limits.ts";
import { inDepartment, matrixWorld } from "../../worlds.ts";

describe("gapLimits", () => {
  it("finds the limits of gates on the gap by that attribute", () => {
    const gates = matrixWorld().lineage!.gates;
    expect(gapLimits(gates, "demographic_parity_difference", "sex")).toEqual([0.05]);
    expect(gapLimits(gates, "demographic_parity_difference", "race")).toEqual([]);
    const inA = gates.map((gate) => ({ ...gate, within: inDepartment("A") }));
    expect(gapLimits(inA, "demographic_parity_difference", "sex")).toEqual([]);
  });

  it("gives each limit once, ascending, and none of other metrics or of all rows", () => {
    const [gate] = matrixWorld().lineage!.gates;
    const gates = [
      { ...gate!, limit: "<= 0.1" },
      { ...gate!, limit: "<= 0.02" },
      { ...gate!, limit: "<= 0.1" },
      { ...gate!, metric: "equalized_odds_difference", limit: "<= 0.3" },
      { ...gate!, attribute: null, limit: "<= 0.4" },
      { ...gate!, limit: "within 0.1 of 0.2" },
    ];
    expect(gapLimits(gates, "demographic_parity_difference", "sex")).toEqual([0.02, 0.1]);
  });
});

describe("limitValue", () => {
  it("reads limits in one direction, and no others", () => {
    expect(["<= 0.05", ">= 0.8", "≤ 0.1", "< 1", "within 0.1 of 0.2", ""].map(limitValue)).toEqual([
      0.05,
      0.8,
      0.1,
      1,
      undefined,
      undefined,
    ]);
  });
});
