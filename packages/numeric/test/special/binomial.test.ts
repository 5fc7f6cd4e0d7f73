import { binomialProbabilities, binomialProbability } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("binomialProbability", () => {
  it("counts the ways by hand", () => {
    // 3 of 4: four ways of 1/3^3 x 2/3 each.
    expectNear(binomialProbability(3, 4, 1 / 3), 8 / 81, 1e-14);
  });

  /* Python, SciPy 1.17: scipy.stats.binom.pmf(k, n, p) */
  it.each([
    [3, 10, 0.2, 0.20132659199999992],
    [0, 50, 0.01, 0.6050060671375365],
    [500, 1000, 0.5, 0.025225018178360804],
    [2, 2000, 0.02, 2.358153216069728e-15],
  ])("is for %s of %s at %s what SciPy gives", (k, n, p, expected) => {
    expectNear(binomialProbability(k, n, p), expected, 1e-11);
  });

  it("is certain at the ends", () => {
    expect([binomialProbability(0, 5, 0), binomialProbability(5, 5, 1)]).toEqual([1, 1]);
    expect([binomialProbability(1, 5, 0), binomialProbability(4, 5, 1)]).toEqual([0, 0]);
  });
});

describe("binomialProbabilities", () => {
  it("sum to 1, and are those of each count", () => {
    const trials = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(trials, fc.double({ min: 0, max: 1, noNaN: true }), (n, p) => {
        const chances = binomialProbabilities(n, p);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 11);
        expect(chances[n >> 1]).toBeCloseTo(binomialProbability(n >> 1, n, p), 12);
      }),
    );
  });
});
