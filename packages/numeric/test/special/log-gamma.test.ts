import { logGamma, portableLog, portableLog1p } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

describe("logGamma", () => {
  it("is the logarithm of a factorial at whole numbers", () => {
    // 4! = 24 and 20! = 2432902008176640000.
    expectNear(logGamma(5), Math.log(24), 1e-14);
    expectNear(logGamma(21), Math.log(2432902008176640000), 1e-14);
    expect([logGamma(1), logGamma(2)]).toEqual([0, 0]);
  });

  /* Python, SciPy 1.17: scipy.special.gammaln(x); near 1 and 2 mpmath 1.4: mpmath.loggamma(x) with 30 digits */
  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [1.0001, -5.771334222047127e-5],
    [1.5, -0.12078223763524526],
    [2.0001, 4.228165811291995e-5],
    [3.3, 0.9870985778947343],
    [10, 12.801827480081469],
    [171.6, 709.6573587630563],
    [1e6, 12815504.569147611],
  ])("is at %s what SciPy gives", (x, expected) => {
    expectNear(logGamma(x), expected, 1e-13);
  });

  it("grows by the logarithm of x from x to x + 1", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), (x) => {
        expect(logGamma(x + 1)).toBeCloseTo(logGamma(x) + Math.log(x), 10);
      }),
    );
  });

  it("has the limits of the function", () => {
    expect([0, Infinity, -1, Number.NaN].map(logGamma)).toEqual([
      Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("portableLog1p", () => {
  it("keeps the digits of numbers that 1 + x would lose", () => {
    expectNear(portableLog1p(1e-17), 1e-17, 1e-15);
    expectNear(portableLog1p(-1e-10), Math.log1p(-1e-10), 1e-15);
  });

  it("agrees with the logarithm elsewhere", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 1e6, noNaN: true }), (x) => {
        fc.pre(Math.abs(x) > 1e-300);
        expectNear(portableLog1p(x), Math.log1p(x), 1e-15);
      }),
    );
    expect(portableLog1p(-1)).toBe(portableLog(0));
  });
});
