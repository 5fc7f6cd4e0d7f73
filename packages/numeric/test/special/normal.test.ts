import { normalCdf, normalDensity, normalQuantile } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("normalCdf", () => {
  /* Python, SciPy 1.17: scipy.stats.norm.cdf(z); at -30 mpmath 1.4: mpmath.ncdf(z) with 30 digits */
  it.each([
    [-30, 4.906713927148187e-198],
    [-6, 9.865876450376946e-10],
    [-1.3, 0.09680048458561036],
    [-0.3, 0.3820885778110474],
    [0.3, 0.6179114221889526],
    [2, 0.9772498680518208],
  ])("is at %s what SciPy gives", (z, expected) => {
    expectNear(normalCdf(z), expected, 2e-14);
  });

  it("is undone by the quantile", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.999, noNaN: true }), (p) => {
        expectNear(normalCdf(normalQuantile(p)), p, 1e-12);
      }),
    );
  });

  it("sums to 1 with the other tail", () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (z) => {
        expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15);
      }),
    );
  });

  it("has its limits", () => {
    expect([-Infinity, -50, 0, Infinity, Number.NaN].map(normalCdf)).toEqual([
      0,
      0,
      0.5,
      1,
      Number.NaN,
    ]);
  });
});

describe("normalDensity", () => {
  it("is the slope of the distribution function", () => {
    for (const z of [-3, -0.5, 0, 1, 2.5]) {
      const slope = (normalCdf(z + 1e-5) - normalCdf(z - 1e-5)) / 2e-5;
      expect(normalDensity(z)).toBeCloseTo(slope, 9);
    }
  });
});
