import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forestDomain } from "../../src/charts/forest.ts";
import { estimate } from "./estimate.ts";

describe("forestDomain", () => {
  const ends = (...values: number[]): readonly [number, number] =>
    forestDomain(values.map((value) => estimate({ label: "", value })));

  it("starts at 0 where values reach below half of the largest, else around them and never narrow", () => {
    expect(ends(1, 10)[0]).toBe(0);
    expect(ends(8, 10)[0]).toBeGreaterThan(0);
    const [least, most] = ends(84, 85);
    expect(most - least).toBeGreaterThanOrEqual(85 / 4);
  });

  it.each([
    // Padding is 6 % of the span, or of the only value.
    [[4, 10], 0, 10.36],
    [[5, 10], 4.7, 10.3],
    [[-1, 10], -1.66, 10.66],
    // A quarter of 10 is 2.5, 1.5 more than the span: half of it on each side.
    [[9, 10], 8.19, 10.81],
    [[3], 2.445, 3.555],
    [[0], -1, 1],
    [[NaN, Infinity], 0, 1],
  ])("is worked by hand for %j", (values, low, high) => {
    const [least, most] = ends(...values);
    expect(least).toBeCloseTo(low, 12);
    expect(most).toBeCloseTo(high, 12);
  });

  it("holds intervals and seeds", () => {
    const row = estimate({ label: "", value: 5, low: 3, high: 7, seeds: [1, 9] });
    const [least, most] = forestDomain([row]);
    expect([least, most > 9]).toEqual([0, true]);
  });

  it("holds the values that it is asked to show", () => {
    expect(forestDomain([estimate({ label: "", value: 14 })], [0, undefined])[0]).toBe(0);
  });

  it("holds every value, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3 }), { minLength: 1 }), (values) => {
        const [least, most] = ends(...values);
        expect(least).toBeLessThan(most);
        for (const value of values.filter((v) => !Number.isNaN(v))) {
          expect(value).toBeGreaterThanOrEqual(least);
          expect(value).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});
