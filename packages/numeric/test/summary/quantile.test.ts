import { quantileSorted } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 });

describe("quantileSorted", () => {
  it("lies between neighbours in proportion", () => {
    // Three gaps; 40 % of 3 is 1.2: a fifth of the way from 20 to 30.
    expect(quantileSorted([10, 20, 30, 50], 0.4)).toBe(22);
  });

  /* Python 3: statistics.quantiles([1, 5, 2, 9, 7, 3, 8], n=10, method="inclusive") */
  it("gives the deciles that Python's inclusive method gives", () => {
    const sorted = [1, 2, 3, 5, 7, 8, 9];
    const deciles = [1.6, 2.2, 2.8, 3.8, 5.0, 6.2, 7.2, 7.8, 8.4];
    for (const [i, decile] of deciles.entries()) {
      expect(quantileSorted(sorted, (i + 1) / 10)).toBeCloseTo(decile, 12);
    }
  });

  it("rises with p, from the least value to the greatest", () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, p) => {
        const sorted = Float64Array.from(list).sort();
        const quantile = quantileSorted(sorted, p);
        expect(quantileSorted(sorted, 0)).toBe(sorted[0]);
        expect(quantileSorted(sorted, 1)).toBe(sorted.at(-1));
        expect(quantile).toBeGreaterThanOrEqual(quantileSorted(sorted, p / 2));
      }),
    );
  });

  it("is the value itself for one value, and NaN for none", () => {
    expect(quantileSorted([4], 0.3)).toBe(4);
    expect(quantileSorted([], 0.3)).toBeNaN();
  });

  it("refuses a share outside [0, 1]", () => {
    expect(() => quantileSorted([1], 1.5)).toThrow("p must be in [0, 1], not 1.5");
    expect(() => quantileSorted([1], -0.5)).toThrow("p must be in [0, 1], not -0.5");
    expect(() => quantileSorted([1], Number.NaN)).toThrow("p must be in [0, 1], not NaN");
  });
});
