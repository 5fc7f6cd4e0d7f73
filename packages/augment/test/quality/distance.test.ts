import { describe, expect, it } from "vitest";
import { categoryDistance, numberDistance } from "../../src/quality/distance.ts";
import { classWeights, spreadRows } from "../../src/quality/sampled-rows.ts";

const rows = (
  real: number,
  added: number,
): { real: Uint32Array; added: Uint32Array; weights: Float64Array } => ({
  real: Uint32Array.from({ length: real }, (_, row) => row),
  added: Uint32Array.from({ length: added }, (_, row) => real + row),
  weights: new Float64Array(real).fill(1),
});

describe("numberDistance", () => {
  it("gives the statistic of SciPy 1.17", () => {
    // scipy.stats.ks_2samp([1, 2, 3, 4, 5, 6], [2, 2, 5, 9]).statistic
    const values = Float64Array.of(1, 2, 3, 4, 5, 6, 2, 2, 5, 9);
    expect(numberDistance(values, rows(6, 4))).toBeCloseTo(0.25, 12);
  });

  it("is 0 for the same values, 1 for values apart, and leaves missing ones out", () => {
    expect(numberDistance(Float64Array.of(1, 2, 2, 1), rows(2, 2))).toBe(0);
    expect(numberDistance(Float64Array.of(1, 2, 3, NaN), rows(2, 2))).toBe(1);
    expect(numberDistance(Float64Array.of(NaN, NaN, 3, 4), rows(2, 2))).toBeNaN();
  });
});

describe("categoryDistance", () => {
  it("gives the distance worked by hand", () => {
    // Shares 1/2, 1/4, 1/4 and 0, 1/2, 1/2: (1/2 + 1/4 + 1/4) / 2.
    const codes = Int32Array.of(0, 0, 1, -1, 1, -1);
    expect(categoryDistance(codes, rows(4, 2))).toBeCloseTo(0.5, 12);
    expect(categoryDistance(Int32Array.of(0, 1, 1, 0), rows(2, 2))).toBe(0);
  });
});

describe("classWeights", () => {
  it("gives classes the shares that they have among added rows", () => {
    // Real: a a a b; added: a b b. Weights: a 1/3 each, b 2.
    const codes = [0, 0, 0, 1, 0, 1, 1];
    const weights = classWeights(
      Uint32Array.of(0, 1, 2, 3),
      Uint32Array.of(4, 5, 6),
      (row) => codes[row]!,
    );
    expect([...weights]).toEqual([1 / 3, 1 / 3, 1 / 3, 2]);
    expect([...classWeights(Uint32Array.of(0), Uint32Array.of(3), (row) => codes[row]!)]).toEqual([
      1,
    ]);
  });
});

describe("spreadRows", () => {
  it("takes rows evenly, or all where they are few", () => {
    expect([...spreadRows(Uint32Array.of(1, 2, 3, 4, 5, 6), 3)]).toEqual([1, 3, 5]);
    expect([...spreadRows(Uint32Array.of(1, 2), 3)]).toEqual([1, 2]);
  });
});
