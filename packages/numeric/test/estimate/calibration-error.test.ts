import {
  calibrationErrorEstimate,
  calibrationNoise,
  createRandom,
  equalMassBins,
  estimateInterval,
  maximumCalibrationError,
} from "@fairline/numeric";
import type { CalibrationBin } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const bin = (weight: number, meanScore: number, positives: number): CalibrationBin => ({
  weight,
  n: weight,
  meanScore,
  positives,
});

describe("equalMassBins", () => {
  it("cuts by hand", () => {
    const rows = { score: [0.1, 0.2, 0.3, 0.4], label: [0, 1, 1, 1] };
    const bins = equalMassBins(rows, 2);
    expect(bins.map(({ weight, positives }) => [weight, positives])).toEqual([
      [2, 0.5],
      [2, 1],
    ]);
    expect(bins[0]!.meanScore).toBeCloseTo(0.15, 12);
  });

  it("keeps equal scores together", () => {
    const bins = equalMassBins({ score: [0.1, 0.5, 0.5, 0.5, 0.9], label: [0, 1, 0, 1, 1] }, 3);
    expect(bins.map(({ weight }) => weight)).toEqual([4, 1]);
    expect(equalMassBins({ score: [0.5, 0.5], label: [0, 1] }, 10)).toHaveLength(1);
  });

  it("holds all weight, in at most as many bins as asked for", () => {
    const anyRows = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 3 })), { minLength: 1 });
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 1, max: 12 }), (pairs, wanted) => {
        const rows = [...pairs].sort(([a], [b]) => a - b);
        const bins = equalMassBins(
          {
            score: rows.map(([score]) => score / 20),
            label: rows.map(([score]) => score % 2),
            weight: rows.map(([, weight]) => weight),
          },
          wanted,
        );
        const total = rows.reduce((sum, [, weight]) => sum + weight, 0);
        expect(bins.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(total, 10);
        expect(bins.length).toBeLessThanOrEqual(wanted);
      }),
    );
  });

  it("gives none for no rows", () => {
    expect(equalMassBins({ score: [], label: [] }, 10)).toEqual([]);
  });
});

describe("calibrationErrorEstimate", () => {
  it("weighs the distances by hand", () => {
    // 100 rows off by .1 and 300 off by .02: .25 x .1 + .75 x .02.
    const bins = [bin(100, 0.2, 0.3), bin(300, 0.6, 0.58)];
    expect(calibrationErrorEstimate(bins).value).toBeCloseTo(0.04, 12);
    expect(maximumCalibrationError(bins)).toBeCloseTo(0.1, 12);
  });

  it("has for one bin the interval of a distance from 0", () => {
    // The share .3 of 98, with a success and a failure: .304 of 100, so that the error is that of .304 over 98 rows.
    const estimate = calibrationErrorEstimate([bin(98, 0.1, 0.3)]);
    const share = (0.3 * 98 + 1) / 100;
    const error = Math.sqrt((share * (1 - share)) / 98);
    const { low, high } = estimateInterval(estimate, 0.95);
    expect(high).toBeCloseTo(0.2 + 1.959963984540054 * error, 10);
    expect(low).toBeCloseTo(0.2 - 1.959963984540054 * error, 10);
  });

  /*
   * Python, numpy 2.4, by 2,000,000 draws: numpy.quantile(abs(rng.standard_normal((n, 3))) @ [.05, .03, .02], .95) is 0.148
   * and of ten deviations of .01 it is 0.1128.
   */
  it.each([
    [[0.05, 0.03, 0.02], 0.148],
    [Array<number>(10).fill(0.01), 0.1128],
  ])("takes the noise of deviations %j from the lower end", (deviations, quantile) => {
    // Bins of equal weight at a share of a half: the deviation of a bin's term is weight x sqrt(.25 / n).
    const bins = deviations.map((deviation) => ({
      ...bin(1, 0, 0.5),
      n: 0.25 / (deviation * deviations.length) ** 2,
    }));
    const estimate = calibrationErrorEstimate(bins);
    expect(Math.abs((0.5 - estimateInterval(estimate, 0.95).low) / quantile - 1)).toBeLessThan(
      0.01,
    );
  });

  it("is not above 0 for most samples of scores that are right", () => {
    const random = createRandom("calibrated");
    const above = Array.from({ length: 400 }, () => {
      const score = Float64Array.from({ length: 200 }, () => random.uniform()).sort();
      const label = score.map((s) => (random.uniform() < s ? 1 : 0));
      return (
        estimateInterval(calibrationErrorEstimate(equalMassBins({ score, label }, 10)), 0.95).low >
        0
      );
    }).filter((isAbove) => isAbove).length;
    // 5 % of 400 is 20; five standard errors are 22.
    expect(above).toBeLessThan(42);
  });

  it("says how large the error is on average for scores that are right", () => {
    const random = createRandom("noise");
    const sets = Array.from({ length: 300 }, () => {
      const score = Float64Array.from({ length: 500 }, () => 0.25 + 0.5 * random.uniform()).sort();
      const label = score.map((s) => (random.uniform() < s ? 1 : 0));
      const bins = equalMassBins({ score, label }, 5);
      return [calibrationErrorEstimate(bins).value, calibrationNoise(bins)] as const;
    });
    const [seen, told] = [0, 1].map(
      (i) => sets.reduce((sum, set) => sum + set[i]!, 0) / sets.length,
    );
    expect(Math.abs(seen! / told! - 1)).toBeLessThan(0.1);
  });

  it("is NaN without bins", () => {
    expect(calibrationErrorEstimate([]).value).toBeNaN();
    expect(maximumCalibrationError([])).toBeNaN();
  });
});
