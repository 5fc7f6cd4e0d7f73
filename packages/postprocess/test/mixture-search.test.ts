import { decisionRows, failure } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chancesOf } from "../src/chances.ts";
import { cutsOf } from "../src/cuts.ts";
import type { Cuts } from "../src/cuts.ts";
import { mixedCells, searchMixtures } from "../src/mixture-search.ts";
import { cellsAt } from "../src/search/counted-cuts.ts";
import { hullCuts } from "../src/search/hull.ts";
import { searchThresholds } from "../src/threshold-search.ts";
import type { SearchGoal } from "../src/threshold-search.ts";

function scored(scores: number[], labels: number[]): Cuts {
  const weights = new Float64Array(scores.length).fill(1);
  const rows = { scores: Float64Array.from(scores), labels: Uint8Array.from(labels), weights };
  return cutsOf(rows, Uint32Array.from(scores.keys()));
}

/** Groups with both labels in each. */
const threeGroups = decisionRows({ groups: 3, maxRows: 40 }).map(
  ({ group, label, score, weight }) => {
    const rows = {
      scores: Float64Array.of(...score, 0.25, 0.5, 0.25, 0.5, 0.25, 0.5),
      labels: Uint8Array.of(...label, 0, 1, 0, 1, 0, 1),
      weights: Float64Array.of(...weight, 1, 1, 1, 1, 1, 1),
    };
    const groups = [...group, 0, 0, 1, 1, 2, 2];
    return [0, 1, 2].map((g) =>
      cutsOf(
        rows,
        Uint32Array.from(groups.keys()).filter((row) => groups[row] === g),
      ),
    );
  },
);

const goals = fc.record({
  constraint: fc.constantFrom<SearchGoal["constraint"]>(
    "demographic-parity",
    "equal-opportunity",
    "predictive-equality",
    "equalized-odds",
    ["selection_rate", "true_negative_rate"],
  ),
  objective: fc.constantFrom<SearchGoal["objective"]>("accuracy", "balanced-accuracy", "f1"),
  tolerance: fc.constantFrom(0, 0.05, 0.2),
  minRatio: fc.constantFrom(undefined, undefined, 0.8),
});

describe("hullCuts", () => {
  it("keeps the corners worked by hand", () => {
    // (FP, TP): (0, 0) (0, 1) (0, 2) (1, 2) (1, 3). Above: (0, 2), (1, 3); below: straight from (0, 0) to (1, 2), to (1, 3).
    expect(hullCuts(scored([0.9, 0.8, 0.6, 0.4], [1, 1, 0, 1]))).toEqual([0, 2, 3, 4]);
  });
});

describe("searchMixtures", () => {
  // As in the test of the search: rates (FPR, TPR) of a by 0 to 4 selected: (0, 0) (0, 1/3) (0, 2/3) (1, 2/3) (1, 1); of b:
  // (0, 0) (0, 1) (1/3, 1) (2/3, 1) (1, 1).
  const a = scored([0.9, 0.8, 0.6, 0.4], [1, 1, 0, 1]);
  const b = scored([0.7, 0.5, 0.3, 0.2], [1, 0, 0, 0]);

  it("reaches the equal rates worked by hand, exactly", () => {
    // Equalized odds: with FPR x a reaches TPR 2/3 + x/3 at most, b reaches 1: right are 3 (2/3 + x/3) + (1 - x) of a and
    // (2/3 + x/3) + 3 (1 - x) of b, the most at x = 0: 3 + 2/3 + 3 of 8. So a selects two, and b's one with chance 2/3.
    const goal = { constraint: "equalized-odds", objective: "accuracy", tolerance: 0 } as const;
    const found = searchMixtures([a, b], goal);
    expect(found.value).toBeCloseTo(20 / 24, 12);
    expect(found.gap).toBeCloseTo(0, 12);
    expect(found.shares[0]).toEqual([{ rule: 2, share: 1 }]);
    expect(found.shares[1]!.map(({ rule }) => rule)).toEqual([0, 1]);
    expect(found.shares[1]![1]!.share).toBeCloseTo(2 / 3, 12);
    expect(searchThresholds([a, b], goal).value).toBe(0.5);
  });

  it("is at least as good as thresholds, within the tolerance, with shares that sum to 1", () => {
    fc.assert(
      fc.property(threeGroups, goals, (groups, goal) => {
        const found = searchMixtures(groups, goal);
        expect(found.value).toBeGreaterThan(searchThresholds(groups, goal).value - 1e-9);
        const room = goal.minRatio === undefined ? goal.tolerance : 1 - goal.minRatio;
        expect(found.gap).toBeLessThan(room + 1e-7);
        for (const shares of found.shares) {
          expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("is no better than the thresholds of every group by itself without a constraint", () => {
    fc.assert(
      fc.property(threeGroups, (groups) => {
        const goal = { constraint: "equalized-odds", objective: "accuracy", tolerance: 1 } as const;
        expect(searchMixtures(groups, goal).value).toBeCloseTo(
          searchThresholds(groups, goal).value,
          9,
        );
      }),
    );
  });

  it("refuses figures that draws do not mix", async () => {
    const goal = { constraint: "predictive-parity", objective: "accuracy", tolerance: 0 } as const;
    expect(await failure(() => searchMixtures([a, b], goal))).toMatchInlineSnapshot(`
      "PARAM_INVALID: the positive predictive value of a draw between thresholds is not the mean of theirs, so that no linear programme finds it
      Leave out randomized, or hold rates of all rows or of one label alike."
    `);
  });
});

describe("chancesOf", () => {
  it("gives a score the shares of all thresholds that it reaches", () => {
    const shares = [
      { rule: 1, share: 0.25 },
      { rule: 3, share: 0.75 },
    ];
    expect(chancesOf([2, 0.8, 0.6, 0.4], shares)).toEqual([
      { from: 0.8, chance: 1 },
      { from: 0.4, chance: 0.75 },
    ]);
  });

  it("decides as many as the draw between cuts says", () => {
    fc.assert(
      fc.property(threeGroups, goals, (groups, goal) => {
        const found = searchMixtures(groups, goal);
        for (const [g, cuts] of groups.entries()) {
          const shares = found.shares[g]!;
          const cells = shares.map(({ rule }) => cellsAt(cuts, rule));
          const mixed = mixedCells(
            cells,
            shares.map(({ share }, rule) => ({ rule, share })),
          );
          const steps = chancesOf(cuts.thresholds, shares);
          let selected = 0;
          for (let k = 1; k < cuts.thresholds.length; k++) {
            const rows =
              cuts.truePositive[k]! -
              cuts.truePositive[k - 1]! +
              cuts.falsePositive[k]! -
              cuts.falsePositive[k - 1]!;
            const chance = steps.find(({ from }) => cuts.thresholds[k]! >= from)?.chance ?? 0;
            selected += rows * chance;
          }
          expect(selected).toBeCloseTo(mixed.tp + mixed.fp, 9);
        }
      }),
      { numRuns: 50 },
    );
  });
});
