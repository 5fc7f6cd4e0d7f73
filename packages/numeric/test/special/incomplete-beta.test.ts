import { betaQuantile, binomialProbabilities, incompleteBeta } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("incompleteBeta", () => {
  it("is a power for a shape of 1", () => {
    expectNear(incompleteBeta(0.3, 1, 4), 1 - 0.7 ** 4, 1e-14);
    expectNear(incompleteBeta(0.3, 4, 1), 0.3 ** 4, 1e-14);
  });

  /* Python, SciPy 1.17: scipy.special.betainc(a, b, x) */
  it.each([
    [0.3, 2, 5, 0.5798250000000003],
    [0.9, 0.5, 0.5, 0.7951672353008665],
    [0.5, 1000, 1010, 0.588269827543728],
    [0.001, 3, 2000, 0.32386517308710405],
  ])("is at %s for shapes %s and %s what SciPy gives", (x, a, b, expected) => {
    expectNear(incompleteBeta(x, a, b), expected, 2e-12);
  });

  /*
   * Python, mpmath 1.4 with 40 digits, by the hypergeometric series, since SciPy's inverse is off by 8e-13 here:
   *   y = 1 - x; t = s = mpf(1); n = 0
   *   while t > s * mpf(10)**-35: t *= (a + b + n) / (a + 1 + n) * x; s += t; n += 1
   *   exp(a*log(x) + b*log(y) - log(a) - (loggamma(a) + loggamma(b) - loggamma(a + b))) * s
   */
  it("keeps its digits for large shapes", () => {
    const below = incompleteBeta(0.1786264442823635, 181863.18265731726, 832021.5269865314);
    expectNear(below, 0.025 + 5.527713168608e-15, 1e-12);
  });

  it("is the chance of more successes than a count", () => {
    const trials = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(trials, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, p) => {
        const chances = binomialProbabilities(n, p);
        let above = 0;
        for (let k = n; k >= 1; k--) {
          above += chances[k]!;
          expect(incompleteBeta(p, k, n - k + 1)).toBeCloseTo(above, 12);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("has its limits, and is NaN outside of its domain", () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
    expect([incompleteBeta(-0.1, 2, 3), incompleteBeta(0.5, 0, 3)]).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("betaQuantile", () => {
  /* Python, SciPy 1.17: scipy.special.betaincinv(a, b, p) */
  it.each([
    [0.025, 5, 26, 0.056421696468071485],
    [0.975, 0.5, 10.5, 0.21719626750921053],
    [0.5, 100, 300, 0.2495830001077997],
    [1e-6, 2, 3, 0.0004083594602042573],
  ])("is at %s for shapes %s and %s what SciPy gives", (p, a, b, expected) => {
    expectNear(betaQuantile(p, a, b), expected);
  });

  it("undoes the distribution function", () => {
    const shape = fc.double({ min: 0.5, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        // One step of a double moves the share by more than its own digits where x is next to 1.
        expectNear(incompleteBeta(x, a, b), p, 1e-12 + (1e-11 * x) / (1 - x));
      }),
    );
  });

  it("is 0 where the quantile is too small for a double", () => {
    expect(betaQuantile(0.025, 1e-16, 31)).toBe(0);
  });

  it("has its limits, and is NaN outside of its domain", () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect([betaQuantile(-0.1, 2, 3), betaQuantile(0.5, 0, 3)]).toEqual([Number.NaN, Number.NaN]);
  });
});
