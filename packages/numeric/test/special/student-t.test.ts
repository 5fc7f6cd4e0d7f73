import { normalQuantile, studentQuantile } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("studentQuantile", () => {
  it("has its closed forms for one and two degrees of freedom", () => {
    // Cauchy: tan(pi (p - 1/2)); with two, (2 p - 1) / sqrt(2 p (1 - p)).
    expectNear(studentQuantile(0.9, 1), Math.tan(0.4 * Math.PI), 1e-13);
    expectNear(studentQuantile(0.9, 2), 0.8 / Math.sqrt(0.18), 1e-13);
  });

  /* Python, SciPy 1.17: scipy.stats.t.ppf(p, degrees) */
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2.5, 3.5746548420036817],
    [0.9, 29, 1.311433647301551],
    [0.0005, 5, -6.86882662588111],
    [0.6, 1e6, 0.25334717053784184],
  ])("is at %s with %s degrees of freedom what SciPy gives", (p, degrees, expected) => {
    expectNear(studentQuantile(p, degrees), expected);
  });

  it("lies beyond the normal quantile, and nears it", () => {
    const degrees = fc.double({ min: 1, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.5001, max: 0.99999, noNaN: true }), degrees, (p, nu) => {
        expect(studentQuantile(p, nu)).toBeGreaterThanOrEqual(normalQuantile(p) * (1 - 1e-12));
        expect(studentQuantile(p, nu)).toBeGreaterThanOrEqual(studentQuantile(p, 2 * nu) - 1e-9);
      }),
    );
    expect(studentQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
  });

  it("has its limits, and is NaN without degrees of freedom", () => {
    expect([0, 0.5, 1].map((p) => studentQuantile(p, 4))).toEqual([-Infinity, 0, Infinity]);
    expect(studentQuantile(0.9, 0)).toBeNaN();
  });
});
