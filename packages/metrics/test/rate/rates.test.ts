import {
  accuracy,
  confusion,
  metricsOf,
  selectionRate,
  sumConfusions,
  truePositiveRate,
} from "@fairline/metrics";
import type { CellMetric, Confusion, Rate } from "@fairline/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balancedAccuracy } from "../../src/rate/balanced-accuracy.ts";
import { baseRate } from "../../src/rate/base-rate.ts";
import { f1 } from "../../src/rate/f1.ts";
import { falseNegativeRate } from "../../src/rate/false-negative-rate.ts";
import { falsePositiveRate } from "../../src/rate/false-positive-rate.ts";
import { negativePredictiveValue } from "../../src/rate/negative-predictive-value.ts";
import { positivePredictiveValue } from "../../src/rate/positive-predictive-value.ts";
import { trueNegativeRate } from "../../src/rate/true-negative-rate.ts";
import { summaryOf } from "../summary.ts";

const bit = fc.nat({ max: 1 });
const rows = fc.array(fc.tuple(bit, bit, fc.integer({ min: 1, max: 5 })), { minLength: 1 });
/** Every metric of a confusion that the catalog holds. */
const all = metricsOf("fairline").flatMap((metric): (Rate | CellMetric)[] =>
  metric.scope === "group" && (metric.kind === "rate" || metric.kind === "cells") ? [metric] : [],
);
const valueOf = ({ compute }: Rate | CellMetric, counts: Confusion): number => compute({ counts });

describe("confusion", () => {
  it("counts the case worked by hand", () => {
    // y 1 1 1 0 0 against prediction 1 0 1 1 0: two hits, one miss, one false alarm, one true negative.
    expect(confusion([1, 1, 1, 0, 0], [1, 0, 1, 1, 0])).toEqual({
      n: 5,
      tp: 2,
      fn: 1,
      fp: 1,
      tn: 1,
    });
  });

  it("adds up weights, but counts rows as rows", () => {
    expect(confusion([1, 1, 0], [1, 0, 1], [2, 0.5, 3])).toEqual({
      n: 3,
      tp: 2,
      fn: 0.5,
      fp: 3,
      tn: 0,
    });
  });

  it("takes only the rows asked for", () => {
    expect(confusion([1, 1, 0], [1, 0, 1], undefined, [2, 0])).toEqual({
      n: 2,
      tp: 1,
      fn: 0,
      fp: 1,
      tn: 0,
    });
  });

  it("is the sum of the confusions of its parts", () => {
    fc.assert(
      fc.property(rows, fc.nat(), (list, at) => {
        const [y, prediction, weight] = [0, 1, 2].map((i) => list.map((row) => row[i]!));
        const cut = at % (list.length + 1);
        const positions = list.map((_, row) => row);
        const parts = [positions.slice(0, cut), positions.slice(cut)].map((part) =>
          confusion(y!, prediction!, weight, part),
        );
        expect(sumConfusions(parts)).toEqual(confusion(y!, prediction!, weight));
      }),
    );
  });
});

describe("rates", () => {
  const counts = { n: 10, tp: 3, fn: 1, fp: 2, tn: 4 };

  it("give the case worked by hand", () => {
    expect(valueOf(baseRate, counts)).toBe(4 / 10);
    expect(valueOf(selectionRate, counts)).toBe(5 / 10);
    expect(valueOf(accuracy, counts)).toBe(7 / 10);
    expect(valueOf(truePositiveRate, counts)).toBe(3 / 4);
    expect(valueOf(falseNegativeRate, counts)).toBe(1 / 4);
    expect(valueOf(falsePositiveRate, counts)).toBe(2 / 6);
    expect(valueOf(trueNegativeRate, counts)).toBe(4 / 6);
    expect(valueOf(balancedAccuracy, counts)).toBe((3 / 4 + 4 / 6) / 2);
    expect(valueOf(positivePredictiveValue, counts)).toBe(3 / 5);
    expect(valueOf(negativePredictiveValue, counts)).toBe(4 / 5);
    // 2 x 3/5 x 3/4 / (3/5 + 3/4) = 0.9 / 1.35
    expect(valueOf(f1, counts)).toBeCloseTo(0.9 / 1.35, 15);
  });

  it("have estimates of the same value, with intervals that they lie in", () => {
    for (const { name, estimate, compute } of all) {
      const found = estimate(summaryOf(counts), "wilson");
      const { low, high } = found.interval(1.96);
      expect(found.value, name).toBeCloseTo(compute({ counts }), 14);
      expect(low, name).toBeLessThan(found.value);
      expect(high, name).toBeGreaterThan(found.value);
    }
  });

  it("carry Wilson's interval of the share of true positives over to F1", () => {
    // Of 3 of 6 rows: .5 -+ 1.96 x sqrt(.25 / 6 + 3.8416 / 144) / (1 + 3.8416 / 6), that is s = .1876 and .8124; 2 s / (1 + s).
    const { low, high } = f1.estimate(summaryOf(counts), "wilson").interval(1.96);
    expect(low).toBeCloseTo(0.31595, 4);
    expect(high).toBeCloseTo(0.89648, 4);
  });

  it("lie in their range or are NaN, and do not change when every weight is doubled", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [y, prediction, weight] = [0, 1, 2].map((i) => list.map((row) => row[i]!));
        const once = confusion(y!, prediction!, weight);
        const twice = confusion(
          y!,
          prediction!,
          weight!.map((value) => 2 * value),
        );
        for (const rate of all) {
          const value = valueOf(rate, once);
          const [least, greatest] = rate.range;
          if (!Number.isNaN(value)) expect(value >= least && value <= greatest).toBe(true);
          expect(valueOf(rate, twice)).toBe(value);
        }
      }),
    );
  });

  it("do not depend on the order of the rows", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const forwards = confusion(
          list.map(([y]) => y),
          list.map(([, p]) => p),
        );
        const backwards = confusion(
          list.map(([y]) => y).reverse(),
          list.map(([, p]) => p).reverse(),
        );
        expect(all.map((rate) => valueOf(rate, backwards))).toEqual(
          all.map((rate) => valueOf(rate, forwards)),
        );
      }),
    );
  });

  it("are NaN without rows", () => {
    const empty = confusion([], []);
    for (const rate of all) expect(valueOf(rate, empty)).toBeNaN();
  });

  it("are NaN where their denominator is 0, and only there", () => {
    const noPositives = { n: 2, tp: 0, fn: 0, fp: 1, tn: 1 };
    expect(valueOf(truePositiveRate, noPositives)).toBeNaN();
    expect(valueOf(falseNegativeRate, noPositives)).toBeNaN();
    expect(valueOf(balancedAccuracy, noPositives)).toBeNaN();
    expect(valueOf(falsePositiveRate, noPositives)).toBe(0.5);
    expect(valueOf(f1, noPositives)).toBe(0);
    const noneSelected = { n: 2, tp: 0, fn: 1, fp: 0, tn: 1 };
    expect(valueOf(positivePredictiveValue, noneSelected)).toBeNaN();
    expect(valueOf(negativePredictiveValue, noneSelected)).toBe(0.5);
    const nothingPositive = { n: 1, tp: 0, fn: 0, fp: 0, tn: 1 };
    expect(valueOf(f1, nothingPositive)).toBeNaN();
  });

  it("are declared by a numerator and a denominator that add up over groups, the one a part of the other", () => {
    const rates = all.filter((metric) => metric.kind === "rate");
    const cell = fc.nat({ max: 50 });
    const cells = fc.record({ tp: cell, fp: cell, tn: cell, fn: cell });
    fc.assert(
      fc.property(cells, cells, (a, b) => {
        const sum = { tp: a.tp + b.tp, fp: a.fp + b.fp, tn: a.tn + b.tn, fn: a.fn + b.fn };
        for (const { of, among, name } of rates) {
          expect(of(sum), name).toBe(of(a) + of(b));
          expect(among(sum), name).toBe(among(a) + among(b));
          expect(of(a), name).toBeLessThanOrEqual(among(a));
        }
      }),
    );
    expect(rates.length).toBeGreaterThan(8);
  });
});
