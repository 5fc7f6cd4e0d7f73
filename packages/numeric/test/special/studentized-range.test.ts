import { normalCdf, studentizedRangeCdf, studentizedRangeQuantile } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("studentizedRangeCdf", () => {
  it("is both tails of a difference for two groups", () => {
    for (const z of [0.1, 1, 2.5]) {
      expectNear(studentizedRangeCdf(z * Math.SQRT2, 2), 1 - 2 * normalCdf(-z), 1e-13);
    }
  });

  /* Python, SciPy 1.17: scipy.stats.studentized_range.cdf(q, k, numpy.inf) */
  it.each([
    [3.5, 4, 0.9361236661430967],
    [1, 3, 0.24071264122933875],
    [5, 50, 0.7898546212823788],
  ])("is at %s for %s groups what SciPy gives", (q, groups, expected) => {
    expectNear(studentizedRangeCdf(q, groups), expected);
  });

  it("has its limits, and is NaN for fewer than two groups", () => {
    expect([0, -1, Infinity].map((q) => studentizedRangeCdf(q, 5))).toEqual([0, 0, 1]);
    expect(studentizedRangeCdf(3, 1)).toBeNaN();
    expect(studentizedRangeCdf(3, 2.5)).toBeNaN();
  });
});

describe("studentizedRangeQuantile", () => {
  /* Python, SciPy 1.17: scipy.stats.studentized_range.ppf(p, k, numpy.inf); the last by mpmath 1.4 with 25 digits */
  it.each([
    [0.95, 3, 3.314493155398122],
    [0.95, 10, 4.474124221725907],
    [0.99, 20, 5.6452146979858515],
    [0.5, 4, 1.9783204855397125],
    [0.95, 1000, 7.369627485138346],
  ])("is at %s for %s groups what SciPy gives", (p, groups, expected) => {
    expectNear(studentizedRangeQuantile(p, groups), expected);
  });

  it("rises with the level and with the groups, up to ten thousand", () => {
    const level = fc.double({ min: 0.05, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(level, fc.integer({ min: 2, max: 10_000 }), (p, groups) => {
        const q = studentizedRangeQuantile(p, groups);
        expect(studentizedRangeCdf(q, groups)).toBeCloseTo(p, 10);
        expect(q).toBeLessThan(studentizedRangeQuantile(p, groups + 1));
      }),
      { numRuns: 20 },
    );
  });

  it("is NaN outside of its domain", () => {
    expect(studentizedRangeQuantile(0, 3)).toBeNaN();
    expect(studentizedRangeQuantile(0.9, 1)).toBeNaN();
  });
});
