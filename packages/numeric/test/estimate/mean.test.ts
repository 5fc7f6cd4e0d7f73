import { estimateInterval, meanEstimate, weightedMoments } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

const VALUES = [0.1, 0.2, 0.2, 0.3, 0.5, 0.9, 1.4, 2.2];

describe("meanEstimate", () => {
  it("is Student's interval where values are symmetric", () => {
    // Mean 2, variance 1 over 3 rows; t of 2 degrees of freedom is .95 / sqrt(2 x .975 x .025).
    const half = 0.95 / Math.sqrt(2 * 0.975 * 0.025) / Math.sqrt(3);
    const { low, high } = estimateInterval(meanEstimate(weightedMoments([1, 2, 3])), 0.95);
    expectNear(low, 2 - half, 1e-12);
    expectNear(high, 2 + half, 1e-12);
  });

  /*
   * Python, numpy 2.4 and SciPy 1.17:
   *   m, se = x.mean(), x.std(ddof=1) / n**.5; a = ((x - m)**3).sum() / n**3 / se**3 / 3; t = stats.t.ppf(.975, n - 1)
   *   inv = lambda w: (numpy.cbrt(1 + 3*a*(w - a/2)) - 1) / a; m - inv(t)*se, m - inv(-t)*se
   * and weighted: V = (w**2 * (x - m)**2).sum() / w.sum()**2 * k / (k-1), k = w.sum()**2 / (w**2).sum()
   */
  it("is what Hall's formula gives", () => {
    const estimate = meanEstimate(weightedMoments(VALUES));
    expectNear(estimate.value, 0.725);
    expectNear(estimate.standardError, 0.26169093002460525);
    const { low, high } = estimateInterval(estimate, 0.95);
    expectNear(low, 0.2266591100575575, 1e-11);
    expectNear(high, 1.6740040138520946, 1e-11);
    const weighted = meanEstimate(weightedMoments(VALUES, [1, 1, 2, 1, 3, 1, 1, 2]));
    expectNear(weighted.value, 0.7666666666666667);
    expectNear(weighted.standardError, 0.3076143589088807);
  });

  it("moves with the values, and does not depend on the origin or the unit of the weights", () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, (list) => {
        const one = meanEstimate(weightedMoments(list)).interval(1.96);
        const origin = meanEstimate(weightedMoments(list, undefined, 20)).interval(1.96);
        const unit = meanEstimate(
          weightedMoments(
            list,
            list.map(() => 3),
          ),
        ).interval(1.96);
        const moved = meanEstimate(
          weightedMoments(
            list.map((x) => x + 1000),
            undefined,
            1000,
          ),
        ).interval(1.96);
        for (const [other, shift] of [
          [origin, 0],
          [unit, 0],
          [moved, 1000],
        ] as const) {
          expect(other.low - shift).toBeCloseTo(one.low, 6);
          expect(other.high - shift).toBeCloseTo(one.high, 6);
        }
      }),
    );
  });

  it("is mirrored with the values", () => {
    const one = meanEstimate(weightedMoments(VALUES)).interval(1.96);
    const other = meanEstimate(weightedMoments(VALUES.map((x) => -x))).interval(1.96);
    expect(other.low).toBeCloseTo(-one.high, 12);
    expect(other.high).toBeCloseTo(-one.low, 12);
  });

  it("is cut at the ends of the range", () => {
    const { low } = meanEstimate(weightedMoments([0, 0, 0, 1]), { low: 0, high: 1 }).interval(1.96);
    expect(low).toBe(0);
  });

  it("knows nothing but the value of one row, and nothing of none", () => {
    const one = meanEstimate(weightedMoments([3]));
    expect(one.value).toBe(3);
    expect(one.interval(1.96)).toEqual({ low: Number.NaN, high: Number.NaN });
    expect(meanEstimate(weightedMoments([])).value).toBeNaN();
  });

  it("has no width where all values are equal", () => {
    expect(meanEstimate(weightedMoments([2, 2, 2], undefined, 2)).interval(1.96)).toEqual({
      low: 2,
      high: 2,
    });
  });
});
