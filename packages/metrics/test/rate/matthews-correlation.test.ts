import { findMetric, metricNames } from "@fairline/metrics";
import type { Cells } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matthewsCorrelation } from "../../src/rate/matthews-correlation.ts";

const of = (cells: Cells): number => matthewsCorrelation.compute({ counts: { n: 0, ...cells } });
const cell = fc.nat({ max: 100 });
const cells = fc.record({ tp: cell, fp: cell, tn: cell, fn: cell });

describe("matthewsCorrelation", () => {
  it("gives the case worked by hand", () => {
    // (3 * 4 - 2 * 1) / sqrt(5 * 4 * 6 * 5)
    expect(of({ tp: 3, fn: 1, fp: 2, tn: 4 })).toBeCloseTo(10 / Math.sqrt(600), 15);
  });

  /*
   * scikit-learn 1.9: y, p = [1, 1, 0, 0, 1, 0], [1, 0, 1, 1, 1, 0]
   * matthews_corrcoef(y, p) is 0.0; with sample_weight=[1, 2, 3, 1, 2, 1] it is -0.2182178902359924.
   * matthews_corrcoef([1, 1, 1, -1], [1, -1, 1, 1]), the documented example, is -0.3333333333333333.
   */
  it("gives the figures of scikit-learn, without weights and with them", () => {
    expect(of({ tp: 2, fp: 2, tn: 1, fn: 1 })).toBeCloseTo(0, 15);
    expect(of({ tp: 3, fp: 4, tn: 1, fn: 2 })).toBeCloseTo(-0.2182178902359924, 15);
    expect(of({ tp: 2, fp: 1, tn: 0, fn: 1 })).toBeCloseTo(-1 / 3, 15);
  });

  it("is Pearson's correlation of label and prediction", () => {
    fc.assert(
      fc.property(cells, ({ tp, fp, tn, fn }) => {
        const spread = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
        const found = of({ tp, fp, tn, fn });
        if (spread === 0) expect(found).toBeNaN();
        else expect(found).toBeCloseTo((tp * tn - fp * fn) / Math.sqrt(spread), 12);
      }),
    );
  });

  it("turns its sign when every prediction is turned, and does not change when labels turn too", () => {
    fc.assert(
      fc.property(cells, ({ tp, fp, tn, fn }) => {
        const found = of({ tp, fp, tn, fn });
        if (Number.isNaN(found)) return;
        expect(of({ tp: fn, fn: tp, fp: tn, tn: fp })).toBeCloseTo(-found, 12);
        expect(of({ tp: tn, tn: tp, fp: fn, fn: fp })).toBeCloseTo(found, 12);
      }),
    );
  });

  it("is exactly 1 and -1 at its ends, for weights of any size", () => {
    for (const unit of [1e-200, 0.3, 7, 1e200]) {
      expect(of({ tp: unit, tn: 2 * unit, fp: 0, fn: 0 })).toBe(1);
      expect(of({ tp: 0, tn: 0, fp: unit, fn: 2 * unit })).toBe(-1);
    }
  });

  it("is NaN where labels or predictions are all alike", () => {
    expect(of({ tp: 1, fn: 1, fp: 0, tn: 0 })).toBeNaN();
    expect(of({ tp: 1, fp: 1, fn: 0, tn: 0 })).toBeNaN();
  });

  it("is compared by differences, which reach 2, and by no ratio", () => {
    const names = metricNames("fairline").filter((name) =>
      name.startsWith("matthews_correlation_"),
    );
    expect(names).toEqual([
      "matthews_correlation_difference",
      "matthews_correlation_difference_to_overall",
    ]);
    expect(findMetric("matthews_correlation_difference")?.range).toEqual([0, 2]);
  });
});
