import { normalQuantile, portableLog } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const near = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(expected)));
};

describe("normalQuantile", () => {
  /* Python 3: statistics.NormalDist().inv_cdf(p) */
  it.each([
    [0.5, 0],
    [0.3, -0.5244005127080407],
    [0.975, 1.9599639845400536],
    [0.999999, 4.753424308817089],
    [1e-10, -6.361340902404056],
    [1e-300, -37.0470962993612],
  ])("is at %s what Python gives", (p, expected) => {
    near(normalQuantile(p), expected);
  });

  it("is odd around a half", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 20 - 1 }), (k) => {
        expect(normalQuantile(1 - k * 2 ** -20)).toBeCloseTo(-normalQuantile(k * 2 ** -20), 12);
      }),
    );
  });

  it("is infinite at the ends and NaN outside", () => {
    expect([0, 1, -0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("portableLog", () => {
  it("agrees with Math.log within two units in the last place", () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: 1e308, noNaN: true }), (x) => {
        const expected = Math.log(x);
        expect(Math.abs(portableLog(x) - expected)).toBeLessThanOrEqual(
          4.5e-16 * Math.abs(expected),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("agrees near 1, where the logarithm is nearly 0", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => {
        const expected = Math.log(x);
        expect(Math.abs(portableLog(x) - expected)).toBeLessThanOrEqual(
          4.5e-16 * Math.abs(expected),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("has the limits of the logarithm", () => {
    expect([1, 0, Infinity, -1, Number.NaN].map(portableLog)).toEqual([
      0,
      -Infinity,
      Infinity,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
