import { symmetricEstimate } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf, worst } from "../../src/between/aggregate.ts";
import { comparisonsOf, sentence } from "../../src/between/comparisons.ts";
import { differenceToOverall } from "../../src/between/difference-to-overall.ts";
import { difference } from "../../src/between/difference.ts";
import { ratioToOverall } from "../../src/between/ratio-to-overall.ts";
import { ratio } from "../../src/between/ratio.ts";
import { meanAsPandas, worstAsPython } from "../../src/fairlearn.ts";
import { cellMetric } from "../../src/group-metric.ts";
import { selectionRate } from "../../src/rate/selection-rate.ts";
import { count } from "../../src/size/count.ts";

const rates = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
  minLength: 2,
  maxLength: 8,
});
const N = Number.NaN;
const differenceOf = (values: readonly number[], fewest?: number): number =>
  difference.compute(values, N, fewest);
const ratioOf = (values: readonly number[], fewest?: number): number =>
  ratio.compute(values, N, fewest);

describe("differences and ratios between groups", () => {
  it("give the case worked by hand", () => {
    expect(differenceOf([0.5, 0.2, 0.4])).toBe(0.5 - 0.2);
    expect(ratioOf([0.5, 0.2, 0.4])).toBe(0.2 / 0.5);
    // Distances from .3: .2, .1, .1.
    expect(differenceToOverall.compute([0.5, 0.2, 0.4], 0.3)).toBe(0.2);
    // The smaller over the larger, with .3: .3/.5, .2/.3, .3/.4.
    expect(ratioToOverall.compute([0.5, 0.2, 0.4], 0.3)).toBeCloseTo(0.6, 15);
  });

  it("are 0 and 1 where all groups are equal, and never below 0 or above 1", () => {
    fc.assert(
      fc.property(rates, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, overall) => {
        expect(differenceOf(values)).toBeGreaterThanOrEqual(0);
        expect(ratioOf(values)).toBeLessThanOrEqual(1);
        expect(differenceToOverall.compute(values, overall)).toBeGreaterThanOrEqual(0);
        expect(ratioToOverall.compute(values, overall)).toBeLessThanOrEqual(1);
        const equal = values.map(() => overall);
        expect(differenceOf(equal)).toBe(0);
        expect(ratioOf(equal)).toBe(1);
        expect(differenceToOverall.compute(equal, overall)).toBe(0);
        expect(ratioToOverall.compute(equal, overall)).toBe(1);
      }),
    );
  });

  it("do not depend on the order of the groups", () => {
    fc.assert(
      fc.property(rates, (values) => {
        expect(differenceOf(values.toReversed())).toBe(differenceOf(values));
        expect(ratioOf(values.toReversed())).toBe(ratioOf(values));
      }),
    );
  });

  it("leave out groups without a figure", () => {
    expect(differenceOf([0.5, N, 0.2])).toBe(0.3);
    expect(ratioOf([0.5, N, 0.2])).toBe(0.4);
  });

  it("are NaN for fewer than two groups with a figure, unless one is said to do", () => {
    for (const values of [[], [0.5], [0.5, N]]) {
      expect(differenceOf(values)).toBeNaN();
      expect(ratioOf(values)).toBeNaN();
      expect(differenceToOverall.compute(values, 0.5)).toBeNaN();
      expect(ratioToOverall.compute(values, 0.5)).toBeNaN();
    }
    expect(differenceOf([0.5, N], 1)).toBe(0);
    expect(ratioOf([0.5], 1)).toBe(1);
    expect(differenceOf([], 1)).toBeNaN();
  });

  it("have no ratio where every figure is 0", () => {
    expect(ratioOf([0, 0])).toBeNaN();
    expect(ratioToOverall.compute([0, 0], 0)).toBeNaN();
    expect(ratioOf([0, 0.5])).toBe(0);
  });

  it("also compare with an overall figure outside the groups' range, as an AUC may be", () => {
    expect(differenceToOverall.compute([0.6, 0.7], 0.8)).toBeCloseTo(0.2, 15);
    expect(ratioToOverall.compute([0.6, 0.7], 0.5)).toBeCloseTo(0.5 / 0.7, 15);
  });
});

describe("several comparisons together", () => {
  it("give the worse of them, or their mean", () => {
    const odds = [0.1, 0.3];
    expect(worst(odds, "difference")).toBe(0.3);
    expect(worst(odds, "ratio")).toBe(0.1);
    expect(meanOf(odds)).toBe(0.2);
  });

  it("are NaN where one is", () => {
    for (const odds of [
      [N, 0.3],
      [0.3, N],
    ]) {
      expect(worst(odds, "difference")).toBeNaN();
      expect(worst(odds, "ratio")).toBeNaN();
      expect(meanOf(odds)).toBeNaN();
    }
  });

  /* Python: nan = float("nan"); max([nan, .3]), max([.3, nan]), and so for min; pandas.Series([nan, .3]).mean() is .3. */
  it("treat NaN as Python's max and min and pandas' mean do, where Fairlearn's convention is asked for", () => {
    const first = [N, 0.3];
    const second = [0.3, N];
    expect(worstAsPython(first, "difference")).toBeNaN();
    expect(worstAsPython(first, "ratio")).toBeNaN();
    expect(worstAsPython(second, "difference")).toBe(0.3);
    expect(worstAsPython(second, "ratio")).toBe(0.3);
    expect(meanAsPandas(first)).toBe(0.3);
    expect(meanAsPandas(second)).toBe(0.3);
    expect(meanAsPandas([N, N])).toBeNaN();
  });
});

describe("what a metric admits", () => {
  const named = (metric: Parameters<typeof comparisonsOf>[0]): readonly string[] =>
    comparisonsOf(metric).map(({ name }) => name);

  it("is every comparison for a rate, and none for a number of rows", () => {
    expect(named(selectionRate)).toEqual([
      "selection_rate_difference",
      "selection_rate_ratio",
      "selection_rate_difference_to_overall",
      "selection_rate_ratio_to_overall",
    ]);
    expect(named(count)).toEqual([]);
  });

  it("is no ratio where values can be negative, and a difference as wide as its range", () => {
    const signed = cellMetric({
      ...selectionRate,
      name: "signed",
      unit: "number",
      range: [-1, 1],
      interval: "",
      estimate: () => symmetricEstimate(0, 1),
      compute: () => 0,
    });
    expect(named(signed)).toEqual(["signed_difference", "signed_difference_to_overall"]);
    expect(comparisonsOf(signed)[0]).toMatchObject({ range: [0, 2], unit: "number" });
  });

  it("gives differences of rates in points, and ratios as numbers", () => {
    const units = comparisonsOf(selectionRate).map(({ unit }) => unit);
    expect(units).toEqual(["points", "number", "points", "number"]);
  });
});

describe("sentence", () => {
  it("begins with a capital and ends with a period", () => {
    expect(sentence("largest AUC of all")).toBe("Largest AUC of all.");
  });
});
