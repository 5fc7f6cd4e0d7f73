import { findMetric } from "@fairline/metrics";
import type { Rate } from "@fairline/metrics";
import { miettinenNurminenInterval } from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseModel, measureGap } from "../src/select.ts";
import type { Candidate, DecidedRows } from "../src/select.ts";

// Both are rates.
const selection = findMetric("selection_rate") as Rate;
const hits = findMetric("true_positive_rate") as Rate;

/** Rows of a group: so many of each kind, of one weight. */
function decided(
  cells: { tp: number; fp: number; tn: number; fn: number },
  weight = 1,
): DecidedRows {
  const rows = Object.entries(cells).flatMap(([kind, count]) => Array<string>(count).fill(kind));
  return {
    labels: Uint8Array.from(rows, (kind) => (kind === "tp" || kind === "fn" ? 1 : 0)),
    decisions: Uint8Array.from(rows, (kind) => (kind === "tp" || kind === "fp" ? 1 : 0)),
    weights: new Float64Array(rows.length).fill(weight),
  };
}

const candidate = (value: number, gap: number, high: number): Candidate => ({
  value,
  gap: { value: gap, low: 0, high, n: 100 },
});

describe("measureGap", () => {
  const a = decided({ tp: 30, fp: 10, tn: 40, fn: 20 });
  const b = decided({ tp: 10, fp: 10, tn: 60, fn: 20 });

  it("is the difference worked by hand, with the interval of two rates", () => {
    // 40 of 100 and 20 of 100 are selected.
    const gap = measureGap([a, b], [selection], 0.95);
    const interval = miettinenNurminenInterval(
      { successes: 40, n: 100 },
      { successes: 20, n: 100 },
      0.95,
    );
    expect(gap.value).toBeCloseTo(0.2, 12);
    expect(gap.low).toBeCloseTo(interval.low, 9);
    expect(gap.high).toBeCloseTo(interval.high, 9);
    expect(gap.n).toBe(100);
  });

  it("takes the largest of several rates, and counts the rows that they rest on", () => {
    // True positive rates 30 of 50 and 10 of 30.
    const gap = measureGap([a, b], [selection, hits], 0.95);
    expect(gap.value).toBeCloseTo(30 / 50 - 10 / 30, 12);
    expect(gap.n).toBe(30);
    expect(gap.high).toBeGreaterThan(gap.value);
  });

  it("does not depend on the unit of weights", () => {
    const heavy = decided({ tp: 30, fp: 10, tn: 40, fn: 20 }, 7);
    const other = decided({ tp: 10, fp: 10, tn: 60, fn: 20 }, 7);
    const gap = measureGap([heavy, other], [selection], 0.95);
    expect(gap.high).toBeCloseTo(measureGap([a, b], [selection], 0.95).high, 9);
  });
});

describe("chooseModel", () => {
  const models = [candidate(0.9, 0.05, 0.09), candidate(0.85, 0.01, 0.03), candidate(0.8, 0, 0.02)];

  it("takes the best whose whole interval is within the limit", () => {
    expect(chooseModel(models, { maxGap: 0.04, respect: "interval" })).toEqual({
      chosen: 1,
      nearest: 2,
      isAllowed: [false, true, true],
    });
    expect(chooseModel(models, { maxGap: 0.05, respect: "value" }).chosen).toBe(0);
  });

  it("chooses none where none is within the limit, and knows the nearest", () => {
    expect(chooseModel(models, { maxGap: 0.01, respect: "interval" })).toEqual({
      chosen: undefined,
      nearest: 2,
      isAllowed: [false, false, false],
    });
  });

  it("breaks ties by the smaller gap, then by order, and never takes an undefined gap", () => {
    const tied = [
      candidate(0.9, 0.03, 0.04),
      candidate(0.9, 0.01, 0.04),
      candidate(0.9, 0.01, 0.04),
    ];
    expect(chooseModel(tied, { maxGap: 0.05, respect: "interval" }).chosen).toBe(1);
    const none = [candidate(0.9, Number.NaN, Number.NaN), candidate(0.1, 0.5, 0.6)];
    expect(chooseModel(none, { maxGap: 1, respect: "interval" }).chosen).toBe(1);
  });

  it("chooses a model that no other within the limit beats", () => {
    const unit = fc.integer({ min: 0, max: 20 }).map((n) => n / 20);
    fc.assert(
      fc.property(fc.array(fc.tuple(unit, unit, unit), { minLength: 1 }), unit, (drawn, maxGap) => {
        const all = drawn.map(([value, gap, more]) => candidate(value, gap, gap + more));
        const { chosen } = chooseModel(all, { maxGap, respect: "interval" });
        const allowed = all.filter(({ gap }) => gap.high <= maxGap);
        if (allowed.length === 0) expect(chosen).toBeUndefined();
        else expect(all[chosen!]!.value).toBe(Math.max(...allowed.map(({ value }) => value)));
      }),
    );
  });
});
