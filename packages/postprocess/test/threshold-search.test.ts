import { decisionRows, failure } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutsOf } from "../src/cuts.ts";
import type { Cuts, ScoredRows } from "../src/cuts.ts";
import { constrainedMetrics } from "../src/search/constraint.ts";
import { thresholdFrontier } from "../src/search/frontier.ts";
import { searchThresholds, thresholdSearch } from "../src/threshold-search.ts";
import type { SearchGoal, SearchResult } from "../src/threshold-search.ts";

function scored(scores: number[], labels: number[]): Cuts {
  const rows: ScoredRows = {
    scores: Float64Array.from(scores),
    labels: Uint8Array.from(labels),
    weights: new Float64Array(scores.length).fill(1),
  };
  return cutsOf(rows, Uint32Array.from(scores.keys()));
}

function thresholdsOf(groups: readonly Cuts[], { chosen }: SearchResult): number[] {
  return groups.map((cuts, g) => cuts.thresholds[chosen[g]!]!);
}

/** The rate of a cut by the definition. */
function rate({ truePositive, falsePositive }: Cuts, k: number, goal: SearchGoal): number {
  return goal.constraint === "equal-opportunity"
    ? truePositive[k]! / truePositive.at(-1)!
    : (truePositive[k]! + falsePositive[k]!) / (truePositive.at(-1)! + falsePositive.at(-1)!);
}

/** The objective of a choice of cuts by the definition. */
function objective(groups: readonly Cuts[], chosen: readonly number[], goal: SearchGoal): number {
  const total = (values: (cuts: Cuts, k: number) => number): number =>
    groups.reduce((sum, cuts, g) => sum + values(cuts, chosen[g]!), 0);
  const positives = total(({ truePositive }) => truePositive.at(-1)!);
  const negatives = total(({ falsePositive }) => falsePositive.at(-1)!);
  const tp = total(({ truePositive }, k) => truePositive[k]!);
  const tn = negatives - total(({ falsePositive }, k) => falsePositive[k]!);
  return goal.objective === "accuracy"
    ? (tp + tn) / (positives + negatives)
    : (tp / positives + tn / negatives) / 2;
}

/** Every choice of one cut per group. */
function choices(groups: readonly Cuts[]): number[][] {
  return groups.reduce<number[][]>(
    (found, { thresholds }) =>
      found.flatMap((choice) => Array.from(thresholds.keys(), (k) => [...choice, k])),
    [[]],
  );
}

const goals = fc.record({
  constraint: fc.constantFrom("demographic-parity" as const, "equal-opportunity" as const),
  objective: fc.constantFrom("accuracy" as const, "balanced-accuracy" as const),
  tolerance: fc.constantFrom(0, 0.05, 0.2, 0.5, 1),
});

/** Groups with both labels in each, so that every goal makes sense. */
const threeGroups = decisionRows({ groups: 3, maxRows: 15 }).map(
  ({ group, label, score, weight }) => {
    const rows: ScoredRows = {
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

describe("searchThresholds", () => {
  // Group a: scores .9 .8 .6 .4, labels 1 1 0 1. Group b: scores .7 .5 .3 .2, labels 1 0 0 0.
  const a = scored([0.9, 0.8, 0.6, 0.4], [1, 1, 0, 1]);
  const b = scored([0.7, 0.5, 0.3, 0.2], [1, 0, 0, 0]);

  it("finds the best equal selection rates worked by hand", () => {
    // Rows decided rightly when 0, 1, 2, 3, 4 rows are selected: a 1 2 3 2 3, b 3 4 3 2 1. Together at equal rates
    // 4 6 6 4 4: one or two of each group, and one selects fewer.
    const goal = { constraint: "demographic-parity", objective: "accuracy", tolerance: 0 } as const;
    const found = searchThresholds([a, b], goal);
    expect(found).toEqual({ chosen: [1, 1], value: 6 / 8, gap: 0 });
    expect(thresholdsOf([a, b], found)).toEqual([expect.closeTo(0.85, 12), 0.6]);
  });

  it("uses the tolerance it is given", () => {
    // With a difference of one row in four: two of a (3 right) and one of b (4 right), 7 of 8.
    const goal = { constraint: "demographic-parity", objective: "accuracy" } as const;
    expect(searchThresholds([a, b], { ...goal, tolerance: 0.25 })).toEqual({
      chosen: [2, 1],
      value: 7 / 8,
      gap: 0.25,
    });
    expect(searchThresholds([a, b], { ...goal, tolerance: 0.2499 }).gap).toBe(0);
  });

  it("finds the best equal true positive rates worked by hand", () => {
    // True positive rates: a 0 1/3 2/3 2/3 1, b 0 1 1 1 1. Equal: both 0 (right 1 + 3), or both 1 (3 + 4).
    const goal = { constraint: "equal-opportunity", objective: "accuracy", tolerance: 0 } as const;
    expect(searchThresholds([a, b], goal)).toEqual({ chosen: [4, 1], value: 7 / 8, gap: 0 });
  });

  it("weighs both labels alike for balanced accuracy", () => {
    // One group, 1 positive of 5, ranked third: accuracy is best for nobody (4/5); balanced accuracy for the first three,
    // (1/1 + 2/4) / 2 = .75.
    const rare = scored([0.9, 0.8, 0.7, 0.6, 0.5], [0, 0, 1, 0, 0]);
    const goal = { constraint: "demographic-parity", tolerance: 0 } as const;
    expect(searchThresholds([rare], { ...goal, objective: "accuracy" })).toMatchObject({
      chosen: [0],
      value: 0.8,
    });
    expect(searchThresholds([rare], { ...goal, objective: "balanced-accuracy" })).toMatchObject({
      chosen: [3],
      value: 0.75,
    });
  });

  it("finds what a search through all thresholds finds", () => {
    fc.assert(
      fc.property(threeGroups, goals, (groups, goal) => {
        const found = searchThresholds(groups, goal);
        const rates = (chosen: readonly number[]): number[] =>
          groups.map((cuts, g) => rate(cuts, chosen[g]!, goal));
        const gap = (chosen: readonly number[]): number =>
          Math.max(...rates(chosen)) - Math.min(...rates(chosen));
        const allowed = choices(groups).filter((choice) => gap(choice) <= goal.tolerance + 1e-12);
        const best = Math.max(...allowed.map((choice) => objective(groups, choice, goal)));
        expect(found.gap).toBeLessThanOrEqual(goal.tolerance + 1e-12);
        expect(found.gap).toBeCloseTo(gap(found.chosen), 12);
        expect(found.value).toBeCloseTo(objective(groups, found.chosen, goal), 12);
        expect(found.value).toBeCloseTo(best, 12);
        const closest = Math.min(
          ...allowed.filter((choice) => objective(groups, choice, goal) > best - 1e-12).map(gap),
        );
        expect(found.gap).toBeCloseTo(closest, 12);
      }),
      { numRuns: 60 },
    );
  });

  it("does not lose by a larger tolerance, and does not depend on the order of the groups", () => {
    fc.assert(
      fc.property(threeGroups, goals, (groups, goal) => {
        const found = searchThresholds(groups, goal);
        const wider = searchThresholds(groups, { ...goal, tolerance: goal.tolerance + 0.1 });
        expect(wider.value).toBeGreaterThanOrEqual(found.value);
        const reversed = searchThresholds(groups.toReversed(), goal);
        expect(reversed.chosen.toReversed()).toEqual(found.chosen);
      }),
    );
  });

  it("takes the fewer positive decisions of equally good ones in one group", () => {
    // The negative row scores higher: nobody and everybody are right once each.
    const one = scored([0.9, 0.8], [0, 1]);
    for (const tolerance of [0, 0.5, 1]) {
      const goal = { constraint: "demographic-parity", objective: "accuracy", tolerance } as const;
      expect(searchThresholds([one], goal)).toEqual({ chosen: [0], value: 1 / 2, gap: 0 });
    }
  });

  it("takes the lower rates of equally good and equally close ones", () => {
    // Twice the same group: nobody of both or everybody of both, 2 of 4 right, no gap.
    const one = scored([0.9, 0.8], [0, 1]);
    const goal = { constraint: "demographic-parity", objective: "accuracy" } as const;
    expect(searchThresholds([one, one], { ...goal, tolerance: 0 })).toEqual({
      chosen: [0, 0],
      value: 2 / 4,
      gap: 0,
    });
    expect(searchThresholds([one, one], { ...goal, tolerance: 1 }).chosen).toEqual([0, 0]);
  });

  it("takes the smaller gap of equally good choices", () => {
    // Rows decided rightly when 0, 1, 2 are selected: a 1 0 1, b 1 2 1, c 0 1 2. All of c and one of b are best. Then nobody and
    // everybody of a are right as often, at gaps of 1 and of 1/2.
    const a = scored([0.9, 0.8], [0, 1]);
    const b = scored([0.9, 0.8], [1, 0]);
    const c = scored([0.9, 0.8], [1, 1]);
    const goal = { constraint: "demographic-parity", objective: "accuracy", tolerance: 1 } as const;
    expect(searchThresholds([a, b, c], goal)).toEqual({
      chosen: [2, 1, 2],
      value: 5 / 6,
      gap: 1 / 2,
    });
  });

  it("can always choose nobody or everybody", () => {
    // Two and three rows have no rate in common but 0 and 1: right 1 + 1 for nobody, 1 + 2 for everybody.
    const two = scored([0.9, 0.1], [0, 1]);
    const three = scored([0.9, 0.5, 0.1], [0, 1, 1]);
    const goal = { constraint: "demographic-parity", objective: "accuracy", tolerance: 0 } as const;
    expect(searchThresholds([two, three], goal)).toEqual({ chosen: [2, 3], value: 3 / 5, gap: 0 });
  });

  it("gives the figures of a program of its own", () => {
    // Python, standard library: all thresholds of three groups of twenty rows tried out.
    //   rows = [(i % 3, ((i * 37) % 61) / 61, int((i * i + 3 * i) % 7 < 3 or (i % 3 == 0 and i % 4 == 0)))
    //           for i in range(60)]
    //   groups = [[r[1:] for r in rows if r[0] == g] for g in range(3)]
    //   for cut in itertools.product(*[[2.0] + [s for s, _ in g] for g in groups]): keep the best objective among those with
    //   max(rate) - min(rate) <= tolerance + 1e-12, where rate counts s >= cut.
    const rows = Array.from({ length: 60 }, (_, i) => ({
      group: i % 3,
      score: ((i * 37) % 61) / 61,
      label: Number((i * i + 3 * i) % 7 < 3 || (i % 3 === 0 && i % 4 === 0)),
    }));
    const groups = [0, 1, 2].map((g) => {
      const own = rows.filter(({ group }) => group === g);
      return scored(
        own.map(({ score }) => score),
        own.map(({ label }) => label),
      );
    });
    const value = (
      constraint: SearchGoal["constraint"],
      objective: SearchGoal["objective"],
    ): number[] =>
      [0, 0.05, 0.2].map(
        (tolerance) => searchThresholds(groups, { constraint, objective, tolerance }).value,
      );
    const close = (values: number[]): unknown[] =>
      values.map((figure) => expect.closeTo(figure, 14) as unknown);
    expect(value("demographic-parity", "accuracy")).toEqual(
      close([0.6833333333333333, 0.7, 0.7166666666666667]),
    );
    expect(value("demographic-parity", "balanced-accuracy")).toEqual(
      close([0.5695970695970696, 0.5934065934065934, 0.6062271062271062]),
    );
    expect(value("equal-opportunity", "accuracy")).toEqual(close([0.65, 0.65, 0.7166666666666667]));
    expect(value("equal-opportunity", "balanced-accuracy")).toEqual(
      close([0.5641025641025641, 0.5641025641025641, 0.6172161172161172]),
    );
  });

  describe("for any figures and objectives", () => {
    const anyGoal = fc.record({
      constraint: fc.constantFrom<SearchGoal["constraint"]>(
        "predictive-equality",
        "equalized-odds",
        "predictive-parity",
        ["accuracy"],
        ["selection_rate", "true_positive_rate"],
        ["positive_predictive_value", "true_negative_rate"],
        ["selection_rate", "f1", "false_positive_rate"],
      ),
      objective: fc.constantFrom<SearchGoal["objective"]>("accuracy", "balanced-accuracy", "f1", {
        kind: "utility",
        values: { tp: 3, fp: -2, tn: 0, fn: -1 },
      }),
      tolerance: fc.constantFrom(0, 0.05, 0.2, 0.5, 1),
      minRatio: fc.constantFrom(undefined, undefined, 0.8, 0.5, 0),
    });

    /** Largest gap of any of the constraint's figures by the definition; NaN where one is undefined. */
    const gapOf = (
      groups: readonly Cuts[],
      chosen: readonly number[],
      goal: SearchGoal,
    ): number => {
      const gaps = constrainedMetrics(goal.constraint).map((metric) => {
        const figures = groups.map((cuts, g) => {
          const [tp, fp] = [cuts.truePositive[chosen[g]!]!, cuts.falsePositive[chosen[g]!]!];
          const [fn, tn] = [cuts.truePositive.at(-1)! - tp, cuts.falsePositive.at(-1)! - fp];
          return metric.compute({ counts: { n: 0, tp, fp, fn, tn } });
        });
        const [most, least] = [Math.max(...figures), Math.min(...figures)];
        if (goal.minRatio === undefined) return most - least;
        return most === 0 ? 0 : 1 - least / most;
      });
      return Math.max(...gaps);
    };

    const valueOf = (
      groups: readonly Cuts[],
      chosen: readonly number[],
      goal: SearchGoal,
    ): number => {
      const total = { tp: 0, fp: 0, tn: 0, fn: 0 };
      for (const [g, cuts] of groups.entries()) {
        const [tp, fp] = [cuts.truePositive[chosen[g]!]!, cuts.falsePositive[chosen[g]!]!];
        total.tp += tp;
        total.fp += fp;
        total.fn += cuts.truePositive.at(-1)! - tp;
        total.tn += cuts.falsePositive.at(-1)! - fp;
      }
      const { tp, fp, tn, fn } = total;
      switch (goal.objective) {
        case "accuracy":
          return (tp + tn) / (tp + fp + tn + fn);
        case "balanced-accuracy":
          return (tp / (tp + fn) + tn / (fp + tn)) / 2;
        case "f1":
          return (2 * tp) / (2 * tp + fp + fn);
        default:
          return (3 * tp - 2 * fp - fn) / (tp + fp + tn + fn);
      }
    };

    it("finds what a search through all thresholds finds, or says how near it comes", () => {
      fc.assert(
        fc.property(threeGroups, anyGoal, (groups, goal) => {
          const all = choices(groups).map((chosen) => ({
            chosen,
            gap: gapOf(groups, chosen, goal),
          }));
          const room = goal.minRatio === undefined ? goal.tolerance : 1 - goal.minRatio;
          const allowed = all.filter(({ gap }) => gap <= room + 1e-11);
          if (allowed.length === 0) {
            const nearest = Math.min(
              ...all.map(({ gap }) => gap).filter((gap) => !Number.isNaN(gap)),
            );
            const shown = goal.minRatio === undefined ? nearest : 1 - nearest;
            expect(() => searchThresholds(groups, goal)).toThrow(shown.toFixed(4));
            return;
          }
          const found = searchThresholds(groups, goal);
          const best = Math.max(...allowed.map(({ chosen }) => valueOf(groups, chosen, goal)));
          expect(found.gap).toBeLessThanOrEqual(room + 1e-11);
          expect(found.gap).toBeCloseTo(gapOf(groups, found.chosen, goal), 11);
          expect(found.value).toBeCloseTo(valueOf(groups, found.chosen, goal), 11);
          expect(found.value).toBeCloseTo(best, 11);
        }),
        { numRuns: 300 },
      );
    });

    it("draws a frontier whose every point is the best within its gap", () => {
      fc.assert(
        fc.property(threeGroups, anyGoal, (groups, { constraint, objective }) => {
          const points = thresholdFrontier(
            thresholdSearch(groups, { constraint, objective }),
            "difference",
            7,
          );
          for (const [i, point] of points.entries()) {
            const alone = searchThresholds(groups, {
              constraint,
              objective,
              tolerance: point.tolerance,
            });
            expect(point.value).toBeCloseTo(alone.value, 11);
            if (i > 0) expect(point.value).toBeGreaterThan(points[i - 1]!.value);
            if (i > 0) expect(point.gap).toBeGreaterThan(points[i - 1]!.gap);
          }
          const free = searchThresholds(groups, { constraint, objective, tolerance: 9 });
          expect(points.at(-1)!.value).toBeCloseTo(free.value, 11);
        }),
        { numRuns: 40 },
      );
    });

    it("finds the best equalized odds worked by hand", () => {
      // Rates (FPR, TPR) of a by 0 to 4 selected: (0, 0) (0, 1/3) (0, 2/3) (1, 2/3) (1, 1); of b: (0, 0) (0, 1) (1/3, 1)
      // (2/3, 1) (1, 1). Within 1/3 of each other: nobody (4 right), two of a and one of b (3 + 4), everybody (3 + 1).
      const goal = {
        constraint: "equalized-odds",
        objective: "accuracy",
        tolerance: 1 / 3,
      } as const;
      expect(searchThresholds([a, b], goal)).toEqual({
        chosen: [2, 1],
        value: 7 / 8,
        gap: expect.closeTo(1 / 3, 12) as number,
      });
    });

    it("says that a name is no figure of a group's counts", async () => {
      const goal = { constraint: ["selection_rat"], objective: "accuracy", tolerance: 0 } as const;
      expect(await failure(() => searchThresholds([a, b], goal))).toMatchInlineSnapshot(`
        "PARAM_INVALID: "selection_rat" is no figure of a group's counts
        Did you mean "selection_rate"? The figures are: base_rate, selection_rate, accuracy, balanced_accuracy, true_positive_rate, false_positive_rate, true_negative_rate, false_negative_rate, positive_predictive_value, average_odds, error_ratio, negative_predictive_value, false_discovery_rate, lift, false_omission_rate, f1, f2, f_half, matthews_correlation, kappa, …."
      `);
    });

    it("says that a figure is defined under no threshold", async () => {
      const tied = scored([0.5, 0.5], [0, 1]);
      const goal = {
        constraint: ["matthews_correlation"],
        objective: "accuracy",
        tolerance: 1,
      } as const;
      expect(await failure(() => searchThresholds([a, tied], goal))).toMatchInlineSnapshot(`
        "VALUE_INVALID: in some group no threshold gives Matthews correlation: its validation rows have one score, or are too few
        Choose another constraint, or merge the group with another."
      `);
    });

    it("says how near the groups come where predictive values cannot be alike", async () => {
      const never = scored([0.9, 0.8], [0, 0]);
      const goal = {
        constraint: "predictive-parity",
        objective: "accuracy",
        tolerance: 0,
      } as const;
      expect(await failure(() => searchThresholds([scored([0.9], [1]), never], goal)))
        .toMatchInlineSnapshot(`
          "VALUE_INVALID: no thresholds bring the positive predictive values of the groups at most 0 apart on the validation rows; the nearest are 1.0000 apart
          Give tolerance that much room, or choose another constraint."
        `);
      expect(
        await failure(() =>
          searchThresholds([scored([0.9], [1]), never], { ...goal, minRatio: 0.8 }),
        ),
      ).toMatchInlineSnapshot(`
        "VALUE_INVALID: no thresholds bring the positive predictive values of the groups in a ratio of at least 0.8 on the validation rows; the nearest are in a ratio of 0.0000
        Give min-ratio that much room, or choose another constraint."
      `);
    });
  });
});
