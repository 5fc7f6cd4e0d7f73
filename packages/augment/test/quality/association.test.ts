import { describe, expect, it } from "vitest";
import { association } from "../../src/quality/association.ts";
import type { MeasuredColumn } from "../../src/quality/association.ts";

const rows = (n: number): { rows: Uint32Array; weights: Float64Array } => ({
  rows: Uint32Array.from({ length: n }, (_, row) => row),
  weights: new Float64Array(n).fill(1),
});
const number = (...values: number[]): MeasuredColumn => ({
  name: "x",
  type: "number",
  values: Float64Array.from(values),
});
const category = (...codes: number[]): MeasuredColumn => ({
  name: "c",
  type: "category",
  codes: Int32Array.from(codes),
});

describe("association", () => {
  it("gives the figures worked by hand", () => {
    // Deviations -1, 0, 1 and -1, 1, 0: product 1, squares 2 and 2.
    expect(association(number(1, 2, 3), number(0, 2, 1), rows(3))).toBeCloseTo(0.5, 12);
    // Group means 1 and 4 around 2.5: between 4 * 2.25 = 9, within 4 * 1 = 4, so 9 / 13.
    const ratio = association(category(0, 0, 1, 1), number(0, 2, 3, 5), rows(4));
    expect(ratio).toBeCloseTo(Math.sqrt(9 / 13), 12);
    // 2 0 / 1 1: chi-square over n = 4 / (2 * 3) + 1 / (2 * 3) + 1 / (2 * 1) - 1 = 1 / 3.
    const v = association(category(0, 0, 1, 1), category(0, 0, 0, 1), rows(4));
    expect(v).toBeCloseTo(Math.sqrt(1 / 3), 12);
  });

  it("gives the figures of SciPy 1.17 and NumPy 2.4", () => {
    // numpy.corrcoef([2, 4, 7, 1, 9], [1, 3, 2, 5, 8])[0, 1]
    expect(association(number(2, 4, 7, 1, 9), number(1, 3, 2, 5, 8), rows(5))).toBeCloseTo(
      0.4717024067738662,
      12,
    );
    // scipy.stats.contingency.association([[3, 1, 2], [0, 4, 2]], method="cramer")
    const a = category(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
    const b = category(0, 0, 0, 1, 2, 2, 1, 1, 1, 1, 2, 2);
    expect(association(a, b, rows(12))).toBeCloseTo(0.6324555320336759, 12);
  });

  it("leaves rows without a value out, and is 0 for constant columns", () => {
    expect(association(number(1, 2, 3, NaN), number(0, 2, 1, 9), rows(4))).toBeCloseTo(0.5, 12);
    expect(association(category(0, 0, 1, 1, -1), category(0, 0, 0, 1, 1), rows(5))).toBeCloseTo(
      Math.sqrt(1 / 3),
      12,
    );
    expect(association(number(1, 1), number(1, 2), rows(2))).toBe(0);
    expect(association(category(0, 0), category(0, 1), rows(2))).toBe(0);
    expect(association(category(0, 1), number(3, 3), rows(2))).toBe(0);
  });

  it("counts a row of weight 2 as two rows", () => {
    const weighted = { rows: Uint32Array.of(0, 1, 2), weights: Float64Array.of(2, 1, 1) };
    for (const [a, b, c, d] of [
      [number(1, 2, 4), number(3, 1, 2), number(1, 1, 2, 4), number(3, 3, 1, 2)],
      [category(0, 1, 1), number(3, 1, 2), category(0, 0, 1, 1), number(3, 3, 1, 2)],
      [category(0, 1, 1), category(0, 0, 1), category(0, 0, 1, 1), category(0, 0, 0, 1)],
    ] as const) {
      expect(association(a, b, weighted)).toBeCloseTo(association(c, d, rows(4)), 12);
    }
  });
});
