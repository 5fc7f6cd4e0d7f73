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
