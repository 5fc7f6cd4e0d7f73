import { createRandom, neighbourIndex } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { baseCounts, commonestCode, drawInterpolations, rivalShares } from "../src/smote.ts";

// rng = np.random.RandomState(3)
// X = np.vstack([rng.normal(0, 1, (14, 2)), rng.normal(1.2, 1, (6, 2))]).round(1); y = [0] * 14 + [1] * 6
const X = [
  [1.8, 0.4],
  [0.1, -1.9],
  [-0.3, -0.4],
  [-0.1, -0.6],
  [-0.0, -0.5],
  [-1.3, 0.9],
  [0.9, 1.7],
  [0.1, -0.4],
  [-0.5, -1.5],
  [1.0, -1.1],
  [-1.2, -0.2],
  [1.5, 0.2],
  [-1.0, -0.7],
  [0.6, -0.2],
  [0.4, 1.0],
  [1.9, 3.2],
  [-0.0, 0.6],
  [0.4, -1.2],
  [0.3, 0.2],
  [2.3, 1.1],
];
const index = neighbourIndex({ coordinates: Float64Array.from(X.flat()), dimensions: 2 });
const classOf = Int32Array.from(X, (_, row) => Number(row >= 14));
const members = Uint32Array.of(14, 15, 16, 17, 18, 19);

describe("rivalShares and baseCounts", () => {
  it("starts from the rows that imbalanced-learn 0.14.2 finds in danger", () => {
    // sampler = BorderlineSMOTE(k_neighbors=3, m_neighbors=5); sampler.fit_resample(X, y); sampler.in_danger_indices
    const rivals = rivalShares(index, { members, classOf }, 5);
    const counts = baseCounts("borderline", { rivals, count: 500 }, createRandom("s"));
    expect([...members].filter((_, i) => counts[i]! > 0)).toEqual([14, 15, 16, 18, 19]);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(500);
  });

  it("starts as often from each row as ADASYN of imbalanced-learn 0.14.2 does", () => {
    // ADASYN(n_neighbors=3), inside _fit_resample: ratio_nn, and n_samples_generate for the 8 rows that are wanting
    const rivals = rivalShares(index, { members, classOf }, 3);
    expect([...rivals]).toEqual([1 / 3, 1 / 3, 1 / 3, 1, 2 / 3, 1]);
    const counts = baseCounts("adasyn", { rivals, count: 8 }, createRandom("s"));
    expect([...counts]).toEqual([1, 1, 1, 2, 1, 2]);
  });

  it("starts from every row about equally often by smote", () => {
    const counts = baseCounts(
      "smote",
      { rivals: new Float64Array(4), count: 4000 },
      createRandom("s"),
    );
    // 1,000 each, plus or minus 4 sqrt(4,000 * 3/16) = 110.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(110);
  });

  it("starts from no row where none is at a border, or near a rival", () => {
    for (const method of ["borderline", "adasyn"] as const) {
      const rivals = new Float64Array(3);
      expect([...baseCounts(method, { rivals, count: 5 }, createRandom("s"))]).toEqual([0, 0, 0]);
    }
    const lost = Float64Array.of(1, 1);
    expect([...baseCounts("borderline", { rivals: lost, count: 5 }, createRandom("s"))]).toEqual([
      0, 0,
    ]);
  });
});

describe("drawInterpolations", () => {
  it("joins each row with one of its k nearest, and goes part of the way", () => {
    const own = neighbourIndex({ coordinates: Float64Array.of(0, 1, 3, 7), dimensions: 1 });
    const counts = Uint32Array.of(200, 0, 0, 100);
    const { bases, others, steps } = drawInterpolations(own, { counts, k: 2 }, createRandom("s"));
    expect([...bases]).toEqual([...Array<number>(200).fill(0), ...Array<number>(100).fill(3)]);
    expect(new Set(others.subarray(0, 200))).toEqual(new Set([1, 2]));
    expect(new Set(others.subarray(200))).toEqual(new Set([2, 1]));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steps)).toBeLessThan(1);
  });
});

describe("commonestCode", () => {
  it("takes the commonest category, of ties the row's own, else the nearest", () => {
    expect(commonestCode(0, [1, 2, 2])).toBe(2);
    expect(commonestCode(1, [2, 1, 2, 1])).toBe(1);
    expect(commonestCode(0, [3, 1, 3, 1])).toBe(3);
    expect(commonestCode(0, [-1])).toBe(-1);
  });
});
