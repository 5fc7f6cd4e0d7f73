import { describe, expect, it } from "vitest";
import { cutsOf } from "../src/cuts.ts";
import { searchMixtures } from "../src/mixture-search.ts";
import { searchThresholds } from "../src/threshold-search.ts";
import type { SearchGoal } from "../src/threshold-search.ts";
import { FIGURES, PEER_GROUPS, PEER_ROWS } from "./peers/rows.ts";

const cuts = PEER_GROUPS.map((members) => cutsOf(PEER_ROWS, members));

describe("beside Fairlearn's ThresholdOptimizer", () => {
  it("has the rows that Fairlearn had", () => {
    expect(PEER_ROWS.labels.reduce((a, b) => a + b, 0)).toBe(FIGURES.rows.positives);
    expect(PEER_GROUPS[1]!.length).toBe(FIGURES.rows.group);
  });

  // It searches a grid of 20,000 rates, and for accuracy the best of draws between thresholds, as the linear programme does.
  it.each([
    ["demographic_parity", "demographic-parity"],
    ["true_positive_rate_parity", "equal-opportunity"],
    ["false_positive_rate_parity", "predictive-equality"],
    ["equalized_odds", "equalized-odds"],
  ] as const)("is as good under %s, and no worse", (theirs, constraint) => {
    const goal: SearchGoal = { constraint, objective: "accuracy", tolerance: 0 };
    const found = searchMixtures(cuts, goal);
    const { accuracy } = FIGURES.fairlearn[`${theirs} accuracy_score`]!;
    expect(found.gap).toBeLessThan(1e-9);
    expect(found.value).toBeGreaterThan(accuracy - 1e-9);
    expect(found.value).toBeLessThan(accuracy + 1e-3);
  });

  it("is as good for balanced accuracy", () => {
    const goal = { objective: "balanced-accuracy", tolerance: 0 } as const;
    const found = searchMixtures(cuts, { ...goal, constraint: "equalized-odds" });
    const { balanced } = FIGURES.fairlearn["equalized_odds balanced_accuracy_score"]!;
    expect(Math.abs(found.value - balanced)).toBeLessThan(1e-3);
  });

  it("is no worse without draws where a tolerance makes room for the steps of counts", () => {
    const goal = { constraint: "equalized-odds", objective: "accuracy" } as const;
    const { accuracy } = FIGURES.fairlearn["equalized_odds accuracy_score"]!;
    expect(searchThresholds(cuts, { ...goal, tolerance: 0.1 }).value).toBeGreaterThan(accuracy);
  });
});
