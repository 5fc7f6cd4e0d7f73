import { confusion, groupFigures, sumConfusions } from "@fairline/metrics";
import type { Confusion } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smoothedLogRatio, smoothedRates } from "../../src/between/smoothed-log-ratio.ts";
import { labelDifferentialFairness } from "../../src/criterion/label-differential-fairness.ts";
import { baseRate } from "../../src/rate/base-rate.ts";
import { selectionRate } from "../../src/rate/selection-rate.ts";
import { summaryOf } from "../summary.ts";

/** A group with so many rows labelled and predicted positive, of so many. */
function group(positive: number, selected: number, rows: number): Confusion {
  const y = Array.from({ length: rows }, (_, row) => Number(row < positive));
  const prediction = Array.from({ length: rows }, (_, row) => Number(row < selected));
  return confusion(y, prediction);
}

describe("smoothedLogRatio", () => {
  it("gives the case worked by hand", () => {
    // Smoothed chances (1 + .5) / (4 + 1) = .3 and (3 + .5) / 5 = .7: ln(.7 / .3), the same for the other outcome.
    expect(smoothedLogRatio([group(1, 0, 4), group(3, 0, 4)], baseRate)).toBeCloseTo(
      Math.log(7 / 3),
      14,
    );
    // Selected 0 and 4 of 4: (.5 / 5) and (4.5 / 5).
    expect(smoothedLogRatio([group(1, 0, 4), group(1, 4, 4)], selectionRate)).toBeCloseTo(
      Math.log(9),
      14,
    );
  });

  it("divides by the rows of each group, in which prior rows count", () => {
    // (2 + .5) / (9 + 1) = .25 and (1 + .5) / (1 + 1) = .75; the others .75 and .25.
    expect(smoothedLogRatio([group(2, 0, 9), group(1, 0, 1)], baseRate)).toBeCloseTo(
      Math.log(3),
      14,
    );
    // With a prior of 4 rows: (2 + 2) / (6 + 4) = .4 and (6 + 2) / 10 = .8; the others .6 and .2.
    expect(smoothedLogRatio([group(2, 0, 6), group(6, 0, 6)], baseRate, 4)).toBeCloseTo(
      Math.log(3),
      14,
    );
  });

  it("takes the largest of either outcome whichever group comes first", () => {
    // Chances .1, .5 and .3: 5 for positive, 1.8 for negative.
    const groups = [group(10, 0, 100), group(50, 0, 100), group(30, 0, 100)];
    expect(smoothedLogRatio(groups, baseRate, 1e-9)).toBeCloseTo(Math.log(5), 6);
    expect(smoothedLogRatio(groups.toReversed(), baseRate, 1e-9)).toBeCloseTo(Math.log(5), 6);
  });

  it("takes the worse of the two outcomes", () => {
    // Chances .9 and .5 (9 of 9.., prior 0): ratio 1.8 for positive, but 5 for negative.
    const groups = [group(90, 0, 100), group(50, 0, 100)];
    expect(smoothedLogRatio(groups, baseRate, 1e-9)).toBeCloseTo(Math.log(5), 6);
  });

  it("is 0 for equal groups, grows with every group, and never depends on their order", () => {
    const groups = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(groups, (list) => {
        const counts = list.map(([positive, negative]) => group(positive, 0, positive + negative));
        const found = smoothedLogRatio(counts, baseRate);
        expect(smoothedLogRatio([counts[0]!, counts[0]!], baseRate)).toBe(0);
        expect(smoothedLogRatio(counts.toReversed(), baseRate)).toBe(found);
        expect(smoothedLogRatio(counts.slice(0, 2), baseRate)).toBeLessThanOrEqual(found);
      }),
    );
  });

  it("is finite for a group without positives, and NaN for one group", () => {
    expect(smoothedLogRatio([group(0, 0, 5), group(5, 0, 5)], baseRate)).toBeCloseTo(
      Math.log(11),
      14,
    );
    expect(smoothedLogRatio([group(1, 0, 5)], baseRate)).toBeNaN();
  });
});

describe("smoothedRates", () => {
  it("puts half of a prior row on either side, and leaves out groups without rows", () => {
    expect(smoothedRates({ successes: [2, 0, 1], n: [9, 0, 1] })).toEqual({
      chosen: { successes: [2.5, 1.5], n: [10, 2] },
      others: { successes: [7.5, 0.5], n: [10, 2] },
    });
  });

  it("keeps a group with less than one effective row", () => {
    expect(smoothedRates({ successes: [0], n: [0.25] }).chosen).toEqual({
      successes: [0.5],
      n: [1.25],
    });
  });
});

describe("label_differential_fairness", () => {
  it("leaves out groups without weight", () => {
    const [one, other, empty] = [group(1, 0, 4), group(3, 0, 4), group(0, 0, 0)];
    const [metric] = labelDifferentialFairness.metrics;
    const figure = (...counts: readonly Confusion[]): number =>
      metric!.compute(
        groupFigures({ groups: counts.map(summaryOf), overall: summaryOf(sumConfusions(counts)) }),
      );
    expect(figure(one, empty, other)).toBeCloseTo(Math.log(7 / 3), 14);
    expect(figure(one, empty)).toBeNaN();
  });
});
