import {
  aucDifferenceEstimate,
  aucEstimate,
  aucPlacements,
  delongVariance,
  estimateInterval,
} from "@fairline/numeric";
import type { AucPlacements, SortedScores } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectNear } from "../relative.ts";

interface Row {
  readonly score: number;
  readonly label: number;
  readonly weight: number;
}

const sorted = (rows: readonly Row[]): SortedScores => {
  const order = [...rows].sort((a, b) => a.score - b.score);
  return {
    score: order.map(({ score }) => score),
    label: order.map(({ label }) => label),
    weight: order.map(({ weight }) => weight),
  };
};

const placementsOf = (rows: readonly Row[]): AucPlacements => {
  const order = Array.from(rows, (_, row) => row).sort((a, b) => rows[a]!.score - rows[b]!.score);
  return aucPlacements(
    {
      score: order.map((row) => rows[row]!.score),
      label: order.map((row) => rows[row]!.label),
      weight: order.map((row) => rows[row]!.weight),
    },
    order,
  );
};

const labelled = (positives: readonly number[], negatives: readonly number[]): Row[] => [
  ...positives.map((score) => ({ score, label: 1, weight: 1 })),
  ...negatives.map((score) => ({ score, label: 0, weight: 1 })),
];

const POSITIVES = [0.9, 0.8, 0.8, 0.6, 0.55, 0.3];
const NEGATIVES = [0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.1];
const SAMPLE = labelled(POSITIVES, NEGATIVES);

const anyRows = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 8 }),
    label: fc.integer({ min: 0, max: 1 }),
    weight: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 4, maxLength: 40 },
);

describe("delongVariance", () => {
  it("gives the case worked by hand", () => {
    // Positives 1 and 3, negatives 0 and 2: placements 1/2 and 1, and 0 and 1/2 below; variances 1/8 over 2 twice.
    const { auc, variance } = delongVariance({ score: [0, 1, 2, 3], label: [0, 1, 0, 1] });
    expect(auc).toBe(0.75);
    expect(variance).toBeCloseTo(0.125, 12);
  });

  /*
   * Python, numpy 2.4, by the definition, over all pairs:
   *   c = (pos[:, None] > neg) + .5 * (pos[:, None] == neg); v10, v01 = c.mean(1), c.mean(0)
   *   b = v10.var(ddof=1) / m, v01.var(ddof=1) / n; sum(b); sum(b)**2 / (b[0]**2 / (m-1) + b[1]**2 / (n-1))
   * and weighted: A = (wp[:, None] * wn * c).sum() / wp.sum() / wn.sum()
   *   V = lambda w, x: (w**2 * (x-A)**2).sum() / w.sum()**2 * k / (k-1), k = w.sum()**2 / (w**2).sum()
   */
  it("is what the definition gives over all pairs", () => {
    const { auc, variance, degrees } = delongVariance(sorted(SAMPLE));
    expectNear(auc, 0.8333333333333334);
    expectNear(variance, 0.012958829365079364);
    expectNear(degrees, 10.011820330969266);
    const weights = [1, 2, 1, 3, 1, 2, 2, 1, 1, 1, 3, 1, 2, 1];
    const weighted = delongVariance(
      sorted(SAMPLE.map((row, i) => ({ ...row, weight: weights[i]! }))),
    );
    expectNear(weighted.auc, 0.8041666666666667);
    expectNear(weighted.variance, 0.01735975922131147);
  });

  it("does not depend on the unit of the weights, nor on the order of tied rows", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        fc.pre(new Set(rows.map(({ label }) => label)).size === 2);
        const one = delongVariance(sorted(rows));
        const other = delongVariance(
          sorted([...rows].reverse().map((row) => ({ ...row, weight: row.weight * 8 }))),
        );
        expect(other.auc).toBeCloseTo(one.auc, 12);
        if (!Number.isNaN(one.variance)) expect(other.variance).toBeCloseTo(one.variance, 12);
      }),
    );
  });

  it("is 1 less the area where labels are exchanged, with the same variance", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        fc.pre(new Set(rows.map(({ label }) => label)).size === 2);
        const one = delongVariance(sorted(rows));
        const other = delongVariance(sorted(rows.map((row) => ({ ...row, label: 1 - row.label }))));
        expect(other.auc).toBeCloseTo(1 - one.auc, 12);
        if (!Number.isNaN(one.variance)) expect(other.variance).toBeCloseTo(one.variance, 12);
      }),
    );
  });

  it("is NaN where a label does not occur, and knows no variance of one row", () => {
    expect(delongVariance({ score: [1, 2], label: [1, 1] }).auc).toBeNaN();
    const one = delongVariance({ score: [1, 2, 3], label: [1, 0, 0] });
    expect([one.auc, one.variance]).toEqual([0, Number.NaN]);
  });
});

describe("aucEstimate", () => {
  it("holds the area within [0, 1], the wider for a higher level", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const estimate = aucEstimate(sorted(rows));
        fc.pre(!Number.isNaN(estimate.value));
        const [narrow, wide] = [estimateInterval(estimate, 0.8), estimateInterval(estimate, 0.95)];
        expect(wide.low).toBeGreaterThanOrEqual(0);
        expect(wide.high).toBeLessThanOrEqual(1);
        expect(wide.low).toBeLessThanOrEqual(narrow.low + 1e-12);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high - 1e-12);
        expect(narrow.low).toBeLessThanOrEqual(estimate.value + 1e-12);
        expect(narrow.high).toBeGreaterThanOrEqual(estimate.value - 1e-12);
      }),
    );
  });

  it("has a width where the labels are separated and weights round", () => {
    const weight = Array.from({ length: 60 }, (_, row) => 0.2 + ((row * 7919) % 97) / 61);
    const label = weight.map((_, row) => (row < 36 ? 0 : 1));
    const rows = { score: weight.map((_, row) => row), label, weight };
    const estimate = aucEstimate(rows);
    expect(estimate).toMatchObject({ value: 1, standardError: 0 });
    const { low, high } = estimateInterval(estimate, 0.95);
    expect(high).toBe(1);
    expect(low).toBeGreaterThan(0.8);
    expect(low).toBeLessThan(1);
  });

  it("has a width where the labels are separated", () => {
    const { low, high } = estimateInterval(
      aucEstimate({ score: [1, 2, 3, 4], label: [0, 0, 1, 1] }),
      0.95,
    );
    expect(high).toBe(1);
    expect(low).toBeGreaterThan(0.2);
    expect(low).toBeLessThan(0.6);
  });

  it("is NaN where a label does not occur", () => {
    const estimate = aucEstimate({ score: [1, 2], label: [0, 0] });
    expect(estimate.value).toBeNaN();
    expect(estimateInterval(estimate, 0.95)).toEqual({ low: Number.NaN, high: Number.NaN });
  });
});

describe("aucDifferenceEstimate", () => {
  const OTHER = labelled(
    [0.5, 0.9, 0.6, 0.7, 0.4, 0.45],
    [0.65, 0.3, 0.5, 0.2, 0.35, 0.1, 0.4, 0.15],
  );

  /* Python, numpy 2.4: v10.mean() - w10.mean(), (v10 - w10).var(ddof=1) / m + (v01 - w01).var(ddof=1) / n */
  it("is DeLong's paired difference for two scores of the same rows", () => {
    const difference = aucDifferenceEstimate(placementsOf(SAMPLE), placementsOf(OTHER), {
      label: SAMPLE.map(({ label }) => label),
    });
    expectNear(difference.value, -0.02083333333333326);
    expectNear(difference.standardError ** 2, 0.011557539682539683);
  });

  it("has no error for a score and itself, and the sum of the variances for groups without common rows", () => {
    const rows = { label: SAMPLE.map(({ label }) => label) };
    expect(
      aucDifferenceEstimate(placementsOf(SAMPLE), placementsOf(SAMPLE), rows).standardError,
    ).toBe(0);
    const both = [...SAMPLE, ...OTHER];
    const part = (from: number, to: number): AucPlacements => {
      const own = both.map((row, at) => ({ row, at })).slice(from, to);
      own.sort((a, b) => a.row.score - b.row.score);
      return aucPlacements(
        { score: own.map(({ row }) => row.score), label: own.map(({ row }) => row.label) },
        own.map(({ at }) => at),
        both.length,
      );
    };
    const apart = aucDifferenceEstimate(part(0, 14), part(14, 28), {
      label: both.map(({ label }) => label),
    });
    const sum = delongVariance(sorted(SAMPLE)).variance + delongVariance(sorted(OTHER)).variance;
    // Both groups share the factor for their number of rows here: 12 / 11 in place of 6 / 5, and 16 / 15 of 8 / 7.
    expect(apart.standardError ** 2 / sum).toBeGreaterThan(0.9);
    expect(apart.standardError ** 2 / sum).toBeLessThan(0.94);
  });

  it("is NaN where an area is undefined", () => {
    const undefinedArea = placementsOf(labelled([0.1, 0.2], []));
    const rows = { label: [1, 1] };
    expect(aucDifferenceEstimate(undefinedArea, undefinedArea, rows).value).toBeNaN();
  });
});
