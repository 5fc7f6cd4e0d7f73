import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { f1 } from "../../src/rate/f1.ts";
import { f2 } from "../../src/rate/f2.ts";
import { fHalf } from "../../src/rate/f-half.ts";

describe("F2 and F½", () => {
  it("give the case worked by hand", () => {
    const counts = { n: 10, tp: 3, fp: 3, tn: 3, fn: 1 };
    // Precision 1/2, recall 3/4: 5 (3/8) / (4/2 + 3/4) and 1.25 (3/8) / (1/8 + 3/4)
    expect(f2.compute({ counts })).toBeCloseTo(1.875 / 2.75, 15);
    expect(fHalf.compute({ counts })).toBeCloseTo(0.46875 / 0.875, 15);
  });

  it("lie on either side of F1, as precision and recall do", () => {
    const cell = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(cell, cell, cell, (tp, fp, fn) => {
        const counts = { n: tp + fp + fn, tp, fp, tn: 0, fn };
        const [two, one, half] = [f2, f1, fHalf].map((metric) => metric.compute({ counts }));
        const sign = Math.sign(fp - fn);
        expect(Math.sign(Math.round((two! - one!) * 1e12))).toBe(sign);
        expect(Math.sign(Math.round((one! - half!) * 1e12))).toBe(sign);
      }),
    );
  });

  it("are NaN where nothing is positive", () => {
    const counts = { n: 4, tp: 0, fp: 0, tn: 4, fn: 0 };
    expect([f2.compute({ counts }), fHalf.compute({ counts })]).toEqual([NaN, NaN]);
  });
});
