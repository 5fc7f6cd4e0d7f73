import { ALL_ROWS, effectiveRows, NEGATIVE_ROWS, POSITIVE_ROWS } from "@fairline/metrics";
import type { CellCounts } from "@fairline/metrics";
import { describe, expect, it } from "vitest";
import { effectiveCells, effectiveRate } from "../../src/statistics/evidence.ts";

/** A true positive of weight 3, a false negative of weight 1, and a false positive of weight 2. */
const GROUP: CellCounts = {
  counts: { n: 3, tp: 3, fn: 1, fp: 2, tn: 0 },
  rows: { tp: 1, fn: 1, fp: 1, tn: 0 },
  squares: { tp: 9, fn: 1, fp: 4, tn: 0 },
};
const close = (value: number): unknown => expect.closeTo(value, 14);
const NONE = { tp: 0, fn: 0, fp: 0, tn: 0 };
const EMPTY: CellCounts = { counts: { n: 0, ...NONE }, rows: NONE, squares: NONE };

describe("effectiveRows", () => {
  it("gives Kish's effective size of the rows of a denominator", () => {
    // (3 + 1)^2 / (9 + 1), (3 + 1 + 2)^2 / (9 + 1 + 4), and one row.
    expect(effectiveRows(GROUP, POSITIVE_ROWS)).toBeCloseTo(1.6, 14);
    expect(effectiveRows(GROUP, ALL_ROWS)).toBeCloseTo(36 / 14, 14);
    expect(effectiveRows(GROUP, NEGATIVE_ROWS)).toBe(1);
  });

  it("is 0 for no rows", () => {
    expect(effectiveRows(EMPTY, ALL_ROWS)).toBe(0);
  });

  it("keeps between one row and the rows that there are where sums of weights were rounded", () => {
    const rounded = (weight: number, squares: number): CellCounts => ({
      counts: { n: 2, ...NONE, tp: weight },
      rows: { ...NONE, tp: 2 },
      squares: { ...NONE, tp: squares },
    });
    expect(effectiveRows(rounded(2, 1.9999), ALL_ROWS)).toBe(2);
    expect(effectiveRows(rounded(1, 1.0001), ALL_ROWS)).toBe(1);
  });
});

describe("effectiveRate", () => {
  it("gives the share by weight of the effective rows", () => {
    const rate = effectiveRate(GROUP, { of: ({ tp }) => tp, among: POSITIVE_ROWS });
    expect(rate.n).toBeCloseTo(1.6, 14);
    // Three quarters of the weight.
    expect(rate.successes).toBeCloseTo(1.2, 14);
  });

  it("has no successes among no rows", () => {
    const rate = effectiveRate(EMPTY, { of: ({ tp }) => tp, among: POSITIVE_ROWS });
    expect(rate).toEqual({ successes: 0, n: 0 });
  });
});

describe("effectiveCells", () => {
  it("gives shares of all weight, times the effective rows", () => {
    // 36 / 14 rows of weight 6: 3 / 7 of a row for each unit.
    const { tp, fn, fp, tn } = effectiveCells(GROUP);
    expect([tp, fn, fp, tn]).toEqual([9 / 7, 3 / 7, 6 / 7, 0].map(close));
  });

  it("takes the unit from the rows of a denominator", () => {
    // 1.6 rows of weight 4: .4 of a row for each unit.
    const { tp, fn, fp, tn } = effectiveCells(GROUP, POSITIVE_ROWS);
    expect([tp, fn, fp, tn]).toEqual([1.2, 0.4, 0.8, 0].map(close));
    const trueNegatives: CellCounts = {
      counts: { n: 2, ...NONE, tn: 2 },
      rows: { ...NONE, tn: 2 },
      squares: { ...NONE, tn: 2 },
    };
    expect(effectiveCells(trueNegatives).tn).toBe(2);
  });

  it("is all 0 for no rows", () => {
    expect(effectiveCells(EMPTY)).toEqual(NONE);
  });
});
