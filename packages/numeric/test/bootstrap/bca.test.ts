import { acceleration, bcaInterval, percentileInterval } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

const DATA = [0.1, 0.2, 0.2, 0.3, 0.5, 0.9, 1.4, 2.2];
const total = DATA.reduce((a, b) => a + b, 0);
const LEAVE_ONE_OUT = DATA.map((x) => (total - x) / 7);

/*
 * Python, SciPy 1.17: r = scipy.stats.bootstrap((data,), numpy.mean, n_resamples=20, method="BCa", confidence_level=.9,
 *   rng=numpy.random.default_rng(1)); r.bootstrap_distribution; r.confidence_interval
 */
const REPLICATES = [
  1.0375, 0.525, 0.7875, 0.5, 0.7625, 0.5875, 0.9, 0.575, 0.85, 0.475, 0.7875, 0.95, 0.75, 0.5375,
  1, 0.8, 0.8, 1.25, 0.925, 1.225,
];

describe("bcaInterval", () => {
  it("is what SciPy gives", () => {
    const { low, high } = bcaInterval(REPLICATES, total / 8, acceleration(LEAVE_ONE_OUT), 0.9);
    expectNear(low, 0.4786068994165406, 1e-10);
    expectNear(high, 0.9325511129576549, 1e-10);
  });

  it("is the percentile interval without bias and acceleration", () => {
    const replicates = Array.from({ length: 101 }, (_, i) => i);
    const [bca, percentile] = [
      bcaInterval(replicates, 50, 0, 0.9),
      percentileInterval(replicates, 0.9),
    ];
    expect(bca.low).toBeCloseTo(percentile.low, 9);
    expect(bca.high).toBeCloseTo(percentile.high, 9);
  });

  it("is undefined where all replicates lie on one side, or too few are defined", () => {
    const undefinedInterval = { low: Number.NaN, high: Number.NaN };
    expect(bcaInterval([1, 2, 3], 0, 0, 0.9)).toEqual(undefinedInterval);
    expect(bcaInterval([1, Number.NaN, Number.NaN], 1, 0, 0.9)).toEqual(undefinedInterval);
    expect(bcaInterval([1, 2, 3], Number.NaN, 0, 0.9)).toEqual(undefinedInterval);
    expect(() => bcaInterval([1], 1, 0, 2)).toThrow(RangeError);
  });
});

describe("acceleration", () => {
  /* Python, numpy 2.4: d = th.mean() - th; (d**3).sum() / (6 * (d**2).sum()**1.5) */
  it("is a sixth of the skewness of the jackknife values", () => {
    expectNear(acceleration(LEAVE_ONE_OUT), 0.06436297836488396, 1e-10);
  });

  it("takes rows of one kind together", () => {
    const kinds = [...new Set(LEAVE_ONE_OUT)];
    const counts = kinds.map((kind) => LEAVE_ONE_OUT.filter((value) => value === kind).length);
    expect(acceleration(kinds, counts)).toBeCloseTo(acceleration(LEAVE_ONE_OUT), 12);
  });

  it("is 0 where all values are equal", () => {
    expect(acceleration([2, 2, 2])).toBe(0);
  });
});
