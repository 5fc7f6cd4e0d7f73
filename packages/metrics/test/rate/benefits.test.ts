import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coefficientOfVariation } from "../../src/rate/coefficient-of-variation.ts";
import { generalizedEntropy } from "../../src/rate/generalized-entropy.ts";
import { theilIndex } from "../../src/rate/theil-index.ts";

describe("inequality of benefits", () => {
  it("gives the case worked by hand", () => {
    // Benefits 1, 1, 2, 0: mean 1, variance 1/2.
    const counts = { n: 4, tp: 1, fp: 1, tn: 1, fn: 1 };
    expect(generalizedEntropy.compute({ counts })).toBe(1 / 4);
    expect(coefficientOfVariation.compute({ counts })).toBeCloseTo(Math.SQRT1_2, 15);
    // 2 ln 2 / 4
    expect(theilIndex.compute({ counts })).toBeCloseTo(Math.LN2 / 2, 15);
  });

  it("is 0 where every row is right, and where every row is selected against its label", () => {
    for (const counts of [
      { n: 5, tp: 2, fp: 0, tn: 3, fn: 0 },
      { n: 5, tp: 0, fp: 5, tn: 0, fn: 0 },
    ]) {
      expect(generalizedEntropy.compute({ counts })).toBe(0);
      expect(theilIndex.compute({ counts })).toBeCloseTo(0, 15);
    }
  });

  it("is the definition's sum over rows", () => {
    const cell = fc.nat({ max: 9 });
    fc.assert(
      fc.property(cell, cell, cell, cell, (tp, fp, tn, fn) => {
        const benefits = [tp + tn, fp, fn].flatMap((count, i) =>
          Array.from({ length: count }, () => [1, 2, 0][i]!),
        );
        const n = benefits.length;
        const mean = benefits.reduce((sum, b) => sum + b, 0) / n;
        const counts = { n, tp, fp, tn, fn };
        if (!(mean > 0)) {
          expect(theilIndex.compute({ counts })).toBeNaN();
          return;
        }
        const sum = (of: (ratio: number) => number): number =>
          benefits.reduce((total, b) => total + of(b / mean), 0) / n;
        expect(generalizedEntropy.compute({ counts })).toBeCloseTo(
          sum((r) => (r * r - 1) / 2),
          12,
        );
        expect(theilIndex.compute({ counts })).toBeCloseTo(
          sum((r) => (r > 0 ? r * Math.log(r) : 0)),
          12,
        );
      }),
    );
  });

  it("is NaN where nobody has a benefit", () => {
    const counts = { n: 3, tp: 0, fp: 0, tn: 0, fn: 3 };
    expect(generalizedEntropy.compute({ counts })).toBeNaN();
    expect(coefficientOfVariation.compute({ counts })).toBeNaN();
  });
});
