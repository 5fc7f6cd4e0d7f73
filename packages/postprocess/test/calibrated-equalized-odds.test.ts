import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { groupCost, withheldShares } from "../src/calibrated-equalized-odds.ts";
import { FIGURES, PEER_GROUPS, PEER_ROWS } from "./peers/rows.ts";

const rows = {
  scores: Float64Array.of(0.75, 0.25, 0.5, 0.5),
  labels: Uint8Array.of(1, 0, 1, 0),
  weights: Float64Array.of(1, 1, 1, 1),
};

describe("groupCost", () => {
  it("is the one worked by hand", () => {
    expect(groupCost(rows, Uint32Array.of(0, 1, 2, 3), "false-negative")).toEqual({
      baseRate: 0.5,
      meanScore: 0.5,
      falsePositive: 0.375,
      falseNegative: 0.375,
      // 1 less (.75 + .5) / 2; one half where every score is the base rate.
      cost: 0.375,
      baseRateCost: 0.5,
    });
    expect(groupCost(rows, Uint32Array.of(0, 1, 2, 3), "weighted").cost).toBe(0.1875);
  });

  it("counts with weights", () => {
    const weighed = { ...rows, weights: Float64Array.of(3, 1, 1, 1) };
    const { baseRate, falseNegative } = groupCost(weighed, Uint32Array.of(0, 1, 2, 3), "weighted");
    expect(baseRate).toBeCloseTo(4 / 6, 15);
    expect(falseNegative).toBeCloseTo(1 - (3 * 0.75 + 0.5) / 4, 15);
  });
});

describe("withheldShares", () => {
  it("withholds of the cheaper group what makes it cost as much, worked by hand", () => {
    const costs = [
      { name: "a", ...groupCost(rows, Uint32Array.of(0, 1), "false-positive") },
      { name: "b", ...groupCost(rows, Uint32Array.of(0, 1, 2, 3), "false-positive") },
    ];
    // a costs .25 and .5 without scores, b .375: half the way.
    expect(withheldShares(costs)).toEqual([0.5, 0]);
  });

  it.each([
    ["fpr", "false-positive"],
    ["fnr", "false-negative"],
    ["weighted", "weighted"],
  ] as const)(
    "withholds what AIF360's CalibratedEqOddsPostprocessing does for %s",
    (theirs, cost) => {
      const costs = PEER_GROUPS.map((members, g) => ({
        name: "ab"[g]!,
        ...groupCost(PEER_ROWS, members, cost),
      }));
      const { withheld } = FIGURES.aif360[`calibrated ${theirs}`]!;
      for (const [g, share] of withheldShares(costs).entries()) {
        expect(share).toBeCloseTo(withheld[g]!, 9);
      }
    },
  );

  it("says where a group cannot cost as much", async () => {
    const a = {
      ...groupCost(rows, Uint32Array.of(0, 1), "weighted"),
      name: "a",
      baseRateCost: 0.14,
    };
    const b = { ...groupCost(rows, Uint32Array.of(0, 1, 2, 3), "weighted"), name: "b" };
    expect(await failure(() => withheldShares([a, b]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: "a" costs 0.1250, and 0.1400 without any of its scores: it cannot cost as much as the 0.1875 of another group
      Choose another cost, or a method that does not keep scores calibrated."
    `);
  });
});
