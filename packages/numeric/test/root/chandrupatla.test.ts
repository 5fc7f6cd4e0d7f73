import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRoot } from "../../src/root/chandrupatla.ts";

describe("findRoot", () => {
  it("finds a root to the last digits, from either side", () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot((x) => x * x - 2, 2, 0)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot((x) => Math.exp(x) - 1e-200, -1000, 0)).toBeCloseTo(-200 * Math.LN10, 10);
  });

  it("gives an end where the function is 0 there", () => {
    expect(findRoot((x) => x, 0, 1)).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
  });

  it("finds where a monotone function passes a value", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (at, power) => {
          const root = findRoot((x) => Math.sign(x - at) * Math.abs(x - at) ** power, -6, 6);
          expect(Math.abs(root - at)).toBeLessThanOrEqual(1e-14);
        },
      ),
    );
  });

  it("finds the jump of a function that is not continuous", () => {
    expect(findRoot((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 14);
  });

  it("refuses ends between which the sign does not change", () => {
    expect(() => findRoot((x) => x * x + 1, 0, 1)).toThrow(
      new RangeError("no change of sign between 0 and 1"),
    );
    expect(() => findRoot(() => Number.NaN, 0, 1)).toThrow(RangeError);
  });
});
