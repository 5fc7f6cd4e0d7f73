import {
  curvesOf,
  metricsFromJson,
  metricsToJson,
  rateCurve,
  selectionRate,
  truePositiveRate,
} from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { falsePositiveRate } from "../src/rate/false-positive-rate.ts";
import { positivePredictiveValue } from "../src/rate/positive-predictive-value.ts";
import { oneGroup } from "./statistics.ts";

const INTERVALS = { rates: "wilson", critical: 1.96 } as const;
const scoresOf = (y: readonly number[], score: readonly number[], weight?: readonly number[]) =>
  oneGroup({ y, prediction: y, score, ...(weight && { weight }) }).scores;

describe("curvesOf", () => {
  it("counts the case worked by hand at every threshold", () => {
    const { thresholds } = curvesOf(scoresOf([1, 0, 1, 0], [1, 0.8, 0.5, 0]), INTERVALS);
    expect(thresholds).toHaveLength(101);
    expect(thresholds[0]).toEqual({ threshold: 0, tp: 2, fp: 2, tn: 0, fn: 0 });
    // A score at the threshold is positive.
    expect(thresholds[50]).toEqual({ threshold: 0.5, tp: 2, fp: 1, tn: 1, fn: 0 });
    expect(thresholds[51]).toEqual({ threshold: 0.51, tp: 1, fp: 1, tn: 1, fn: 1 });
    expect(thresholds[100]).toEqual({ threshold: 1, tp: 1, fp: 0, tn: 2, fn: 1 });
  });

  it("gives the reliability curve with its intervals", () => {
    const half = [0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8];
    const { reliability } = curvesOf(scoresOf([1, 0, 0, 0, 1, 1, 1, 0], half), INTERVALS);
    expect(reliability.map(({ meanScore, positives }) => [meanScore, positives])).toEqual([
      [expect.closeTo(0.2, 12), 0.25],
      [expect.closeTo(0.8, 12), 0.75],
    ]);
    // Wilson's interval of 1 of 4: (.25 + z^2 / 8 -+ z sqrt(.1875 / 4 + z^2 / 64)) / (1 + z^2 / 4).
    expect(reliability[0]!.low).toBeCloseTo(0.0456, 4);
    expect(reliability[0]!.high).toBeCloseTo(0.6994, 4);
    const none = curvesOf(scoresOf([1], [0.5]), { rates: "wilson", critical: undefined });
    expect(none.reliability[0]).toMatchObject({ low: null, high: null, effective: 1 });
  });

  it("gives any rate as a curve: selection falls from 1, and the ROC curve from one corner", () => {
    const row = fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 20 }), fc.constantFrom(0.3, 1, 2));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const [y, twentieths, weight] = [0, 1, 2].map((i) => rows.map((each) => each[i]!));
        const score = twentieths!.map((each) => each / 20);
        const curves = curvesOf(scoresOf(y!, score, weight), INTERVALS);
        const selected = rateCurve(curves, selectionRate).map(({ value }) => value);
        expect(selected[0]).toBe(1);
        expect(selected).toEqual(selected.toSorted((a, b) => b - a));
        const at = curves.thresholds[37]!;
        const total = weight!.reduce((sum, w) => sum + w, 0);
        expect(at.tp + at.fp + at.tn + at.fn).toBeCloseTo(total, 10);
        const tp = rows.reduce((sum, [, s, w], i) => sum + (s / 20 >= 0.37 ? w * y![i]! : 0), 0);
        expect(at.tp).toBeCloseTo(tp, 10);
      }),
    );
  });

  /*
   * scikit-learn 1.9: y, s = [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], the documented examples.
   * roc_curve(y, s, drop_intermediate=False): fpr 0 0 .5 .5 1, tpr 0 .5 .5 1 1 at inf, .8, .4, .35, .1
   * precision_recall_curve(y, s): precision .5 .667 .5 1 1 at .1, .35, .4, .8
   */
  it("gives the points of scikit-learn's curves", () => {
    const curves = curvesOf(scoresOf([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), INTERVALS);
    const at = [10, 35, 40, 80];
    const pick = (rate: typeof selectionRate) => at.map((i) => rateCurve(curves, rate)[i]!.value);
    expect(pick(falsePositiveRate)).toEqual([1, 0.5, 0.5, 0]);
    expect(pick(truePositiveRate)).toEqual([1, 1, 0.5, 0.5]);
    expect(pick(positivePredictiveValue)).toEqual([0.5, 2 / 3, 0.5, 1]);
    expect(rateCurve(curves, positivePredictiveValue)[90]!.value).toBeNaN();
  });

  it("takes no rows", () => {
    const { reliability, thresholds } = curvesOf(scoresOf([], []), INTERVALS);
    expect(reliability).toEqual([]);
    expect(thresholds[7]).toEqual({ threshold: 0.07, tp: 0, fp: 0, tn: 0, fn: 0 });
  });

  it("comes back from the artifact as it was", () => {
    const curves = [
      {
        attribute: "sex",
        group: "Female",
        within: null,
        ...curvesOf(scoresOf([1, 0], [0.3, 0.6]), INTERVALS),
      },
    ];
    const about = { task: "binary" } as unknown as Parameters<typeof metricsToJson>[0]["about"];
    const text = metricsToJson({ rows: [], about, curves });
    expect(metricsFromJson(text, "x").curves).toEqual(curves);
    expect(metricsFromJson(metricsToJson({ rows: [], about }), "x")).not.toHaveProperty("curves");
  });
});
