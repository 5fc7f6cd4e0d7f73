import { effectiveSize } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const ofWeights = (weights: readonly number[]): number =>
  effectiveSize(
    weights.reduce((sum, weight) => sum + weight, 0),
    weights.reduce((sum, weight) => sum + weight * weight, 0),
  );

describe("effectiveSize", () => {
  it("gives the case worked by hand", () => {
    // (1 + 2 + 3)^2 / (1 + 4 + 9) = 36 / 14.
    expect(ofWeights([1, 2, 3])).toBeCloseTo(36 / 14, 14);
  });

  it("is the number of rows where all weigh the same, whatever they weigh", () => {
    expect(ofWeights([0.25, 0.25, 0.25])).toBe(3);
    expect(ofWeights([7, 0, 7])).toBe(2);
  });

  it("is between 1 and the number of rows that weigh something", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 });
    fc.assert(
      fc.property(weights, (list) => {
        const counted = list.filter((weight) => weight > 0).length;
        fc.pre(counted > 0);
        expect(ofWeights(list)).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(ofWeights(list)).toBeLessThanOrEqual(counted + 1e-9);
      }),
    );
  });

  it("is 0 without weight", () => {
    expect(ofWeights([])).toBe(0);
    expect(ofWeights([0, 0])).toBe(0);
  });
});
