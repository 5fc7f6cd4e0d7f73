import {
  createRandom,
  criticalValues,
  normalQuantile,
  studentizedRangeQuantile,
} from "@fairline/numeric";
import type { FamilyShape } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const pairs = (groups: number): FamilyShape => ({ kind: "pairs", groups });
const overall = (groups: number): FamilyShape => ({ kind: "overall", groups });
const z = 1.959963984540054;

describe("criticalValues", () => {
  it("are those of a single interval for two groups", () => {
    for (const shape of [pairs(2), overall(2)]) {
      const { simultaneous, single } = criticalValues([shape], 0.95);
      expect(simultaneous).toBeCloseTo(z, 12);
      expect(single).toBeCloseTo(z, 12);
    }
  });

  it("are Tukey's for pairs and Šidák's for comparisons to overall", () => {
    const tukey = criticalValues([pairs(5)], 0.95).simultaneous;
    expect(tukey).toBeCloseTo(studentizedRangeQuantile(0.95, 5) / Math.SQRT2, 10);
    const sidak = criticalValues([overall(5)], 0.95).simultaneous;
    expect(sidak).toBeCloseTo(-normalQuantile((1 - 0.95 ** (1 / 5)) / 2), 10);
  });

  it("leave to the upper end what the lower does not use up", () => {
    const shapes = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 2, max: 40 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(shapes, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (list, level) => {
        const families = list.map(([isPairs, groups]) =>
          isPairs ? pairs(groups) : overall(groups),
        );
        const { simultaneous, single } = criticalValues(families, level);
        const one = -normalQuantile((1 - level) / 2);
        expect(simultaneous).toBeGreaterThanOrEqual(one - 1e-12);
        expect(single).toBeLessThanOrEqual(one + 1e-12);
        expect(single).toBeGreaterThan(-normalQuantile(1 - level));
      }),
      { numRuns: 30 },
    );
  });

  /*
   * Normal estimates of equal error, so that the chances are those of the theory: of all equal, of one gap among many, of two
   * groups that stand out on either side, and of two halves. Each of 4,000 sets; 95 % has a standard error of .35 points.
   */
  it.each([
    ["all equal", [0, 0, 0, 0, 0, 0]],
    ["one apart", [4, 0, 0, 0, 0, 0]],
    ["one far apart", [12, 0, 0, 0, 0, 0]],
    ["one on either side", [6, 0, 0, 0, 0, -6]],
    ["two halves", [3, 3, 3, 0, 0, 0]],
    ["two near ones", [2, 0, 0, 0, 0, 0]],
  ])("hold the largest difference with %s", (_, truth) => {
    const random = createRandom(`normal ${truth.join(" ")}`);
    const { simultaneous, single } = criticalValues([pairs(truth.length)], 0.95);
    const sets = 4000;
    let held = 0;
    for (let set = 0; set < sets; set++) {
      const values = truth.map((mean) => mean + random.normal());
      const gap = Math.max(...values) - Math.min(...values);
      const trueGap = Math.max(...truth) - Math.min(...truth);
      if (gap - Math.SQRT2 * simultaneous <= trueGap && trueGap <= gap + Math.SQRT2 * single) {
        held++;
      }
    }
    expect(held / sets).toBeGreaterThan(0.95 - 4 * 0.0035);
  });

  it("are NaN without two groups, and refuse a level outside (0, 1)", () => {
    expect(criticalValues([pairs(1)], 0.95)).toEqual({
      simultaneous: Number.NaN,
      single: Number.NaN,
    });
    expect(() => criticalValues([pairs(3)], 1)).toThrow(RangeError);
  });
});
