import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { falseOmissionRate } from "../../src/rate/false-omission-rate.ts";
import { negativePredictiveValue } from "../../src/rate/negative-predictive-value.ts";

const { compute } = falseOmissionRate;

describe("falseOmissionRate", () => {
  it("gives the case worked by hand", () => {
    // Of 4 + 1 rows that are not selected 1 is positive.
    expect(compute({ counts: { n: 10, tp: 3, fn: 1, fp: 2, tn: 4 } })).toBe(1 / 5);
  });

  /*
   * scikit-learn 1.9: y, p = [1, 1, 0, 0, 1, 0], [1, 0, 1, 1, 1, 0]
   * 1 - precision_score(y, p, pos_label=0) is 0.5; with sample_weight=[1, 2, 3, 1, 2, 1] it is 0.6666666666666667.
   */
  it("gives the figures of scikit-learn, without weights and with them", () => {
    expect(compute({ counts: { n: 6, tp: 2, fp: 2, tn: 1, fn: 1 } })).toBe(0.5);
    expect(compute({ counts: { n: 6, tp: 3, fp: 4, tn: 1, fn: 2 } })).toBeCloseTo(2 / 3, 15);
  });

  it("is what the negative predictive value leaves", () => {
    const cell = fc.nat({ max: 100 });
    fc.assert(
      fc.property(fc.record({ n: cell, tp: cell, fp: cell, tn: cell, fn: cell }), (counts) => {
        const left = 1 - negativePredictiveValue.compute({ counts });
        if (Number.isNaN(left)) expect(compute({ counts })).toBeNaN();
        else expect(compute({ counts })).toBeCloseTo(left, 14);
      }),
    );
  });

  it("is NaN where every row is selected, also where none is positive", () => {
    expect(compute({ counts: { n: 3, tp: 1, fp: 2, tn: 0, fn: 0 } })).toBeNaN();
    expect(compute({ counts: { n: 1, tp: 0, fp: 0, tn: 1, fn: 0 } })).toBe(0);
  });
});
