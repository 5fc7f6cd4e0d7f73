import { chiSquareCdf, chiSquareTail, incompleteGamma, normalCdf } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("incompleteGamma", () => {
  it("is an exponential for shape 1", () => {
    for (const x of [0.01, 1, 3, 40]) expectNear(incompleteGamma(1, x).above, Math.exp(-x), 1e-13);
  });

  /* Python, SciPy 1.17: scipy.special.gammainc(a, x), scipy.special.gammaincc(a, x) */
  it.each([
    [0.5, 0.2, 0.47291074313446196, 0.5270892568655381],
    [3, 10, 0.9972306042844884, 0.0027693957155115775],
    [100, 90, 0.15822098918643007, 0.84177901081357],
    [1e4, 1.02e4, 0.9767126778664013, 0.02328732213359879],
  ])("is for shape %s at %s what SciPy gives", (a, x, below, above) => {
    expectNear(incompleteGamma(a, x).below, below);
    expectNear(incompleteGamma(a, x).above, above);
  });

  it("rises from 0 to 1, and its halves sum to 1", () => {
    const shape = fc.double({ min: 0.05, max: 500, noNaN: true });
    const place = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(shape, place, place, (a, x, y) => {
        const [first, second] = [
          incompleteGamma(a, Math.min(x, y)),
          incompleteGamma(a, Math.max(x, y)),
        ];
        expect(first.below).toBeLessThanOrEqual(second.below + 1e-14);
        expect(first.below + first.above).toBeCloseTo(1, 13);
      }),
    );
  });

  it("has its limits, and is NaN outside of its domain", () => {
    expect(incompleteGamma(2, 0)).toEqual({ below: 0, above: 1 });
    expect(incompleteGamma(2, Infinity)).toEqual({ below: 1, above: 0 });
    expect(incompleteGamma(0, 1).below).toBeNaN();
    expect(incompleteGamma(2, -1).above).toBeNaN();
  });
});

describe("chiSquareTail", () => {
  /* Python, SciPy 1.17: scipy.stats.chi2.sf(x, degrees) */
  it.each([
    [3.84, 1, 0.05004352124870519],
    [0.5, 3, 0.9188914116546758],
    [30, 10, 0.000856641210775301],
    [1200, 1000, 1.2255942330622893e-5],
    [0.001, 2, 0.9995001249791693],
  ])("is at %s with %s degrees of freedom what SciPy gives", (x, degrees, expected) => {
    expectNear(chiSquareTail(x, degrees), expected);
  });

  it("is both tails of a normal variable for one degree of freedom", () => {
    for (const z of [0.1, 1, 1.96, 5, 12]) expectNear(chiSquareTail(z * z, 1), 2 * normalCdf(-z));
  });

  it("sums to 1 with the share below", () => {
    expect(chiSquareTail(3, 4) + chiSquareCdf(3, 4)).toBeCloseTo(1, 14);
  });
});
