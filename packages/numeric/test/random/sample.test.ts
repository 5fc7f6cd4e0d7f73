import {
  createRandom,
  drawBinomial,
  drawMultinomial,
  sampleWithReplacement,
} from "@fairline/numeric";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** The binomial probabilities of 0 to n successes, by the ratio of neighbours from the mode outwards. */
function binomialProbabilities(n: number, p: number): Float64Array {
  const relative = new Float64Array(n + 1);
  const mode = Math.floor((n + 1) * p);
  relative[mode] = 1;
  for (let k = mode; k < n; k++)
    relative[k + 1] = (relative[k]! * (n - k) * p) / ((k + 1) * (1 - p));
  for (let k = mode; k > 0; k--) relative[k - 1] = (relative[k]! * k * (1 - p)) / ((n - k + 1) * p);
  const total = relative.reduce((sum, value) => sum + value, 0);
  return relative.map((value) => value / total);
}

/** Chi-square of observed counts against probabilities, cells pooled to expect at least 20; with its cells. */
function chiSquare(
  counts: Float64Array,
  probabilities: Float64Array,
): { value: number; cells: number } {
  const draws = counts.reduce((sum, count) => sum + count, 0);
  let [value, cells, expected, observed] = [0, 0, 0, 0];
  for (const [k, probability] of probabilities.entries()) {
    expected += probability * draws;
    observed += counts[k]!;
    if (expected < 20 && k < probabilities.length - 1) continue;
    if (expected > 0) value += (observed - expected) ** 2 / expected;
    [cells, expected, observed] = [cells + 1, 0, 0];
  }
  return { value, cells };
}

describe("drawBinomial", () => {
  // The first two draw by inversion, the others by rejection; the last two at p above a half.
  it.each([
    [5, 0.3],
    [1000, 0.005],
    [60, 0.25],
    [2000, 0.4],
    [50, 0.9],
    [300, 0.7],
  ])("has the binomial distribution for n = %s, p = %s", (n, p) => {
    const random = createRandom(`binomial ${String(n)}`);
    const counts = new Float64Array(n + 1);
    for (let i = 0; i < 100_000; i++) counts[drawBinomial(random, n, p)]! += 1;
    const { value, cells } = chiSquare(counts, binomialProbabilities(n, p));
    // Four deviations above the mean of chi-square.
    expect(value).toBeLessThan(cells + 4 * Math.sqrt(2 * cells));
  });

  it("draws 0 for n = 0 or p = 0, and n for p = 1", () => {
    const random = createRandom("ends");
    expect([
      drawBinomial(random, 0, 0.5),
      drawBinomial(random, 7, 0),
      drawBinomial(random, 7, 1),
    ]).toEqual([0, 0, 7]);
  });

  it("refuses a chance above 1 and a broken count", () => {
    const random = createRandom("bad");
    expect(() => drawBinomial(random, 3, 1.5)).toThrow(
      "n must be a count and p in [0, 1], not 3 and 1.5",
    );
    expect(() => drawBinomial(random, 2.5, 0.5)).toThrow(
      "n must be a count and p in [0, 1], not 2.5 and 0.5",
    );
  });
});

const weights = fc
  .array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 12 })
  .filter((list) => list.some((weight) => weight > 0));

describe("drawMultinomial", () => {
  it("shares out all draws and gives none to cells of weight 0", () => {
    fc.assert(
      fc.property(weights, fc.nat({ max: 5000 }), fc.string({ minLength: 1 }), (list, n, seed) => {
        const counts = drawMultinomial(createRandom(seed), n, list);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n);
        for (const [cell, weight] of list.entries()) if (weight === 0) expect(counts[cell]).toBe(0);
      }),
    );
  });

  it("has the means and covariances of the multinomial", () => {
    // n = 100, shares .2, .3, .5: means 20, 30, 50; var 16; cov(0, 1) = -100 x .2 x .3 = -6.
    const random = createRandom("moments");
    const draws = Array.from({ length: 20_000 }, () => drawMultinomial(random, 100, [2, 3, 5]));
    const average = (f: (counts: Float64Array) => number): number =>
      draws.reduce((sum, counts) => sum + f(counts), 0) / draws.length;
    expect(Math.abs(average((c) => c[0]!) - 20)).toBeLessThan(0.12);
    expect(Math.abs(average((c) => c[2]!) - 50)).toBeLessThan(0.15);
    expect(Math.abs(average((c) => (c[0]! - 20) ** 2) - 16)).toBeLessThan(0.7);
    expect(Math.abs(average((c) => (c[0]! - 20) * (c[1]! - 30)) + 6)).toBeLessThan(0.6);
  });

  it("refuses weights without a positive sum", () => {
    const random = createRandom("none");
    expect(() => drawMultinomial(random, 3, [0, 0])).toThrow(
      "weights must have a positive, finite sum, not 0",
    );
  });
});

describe("sampleWithReplacement", () => {
  it("draws rows in proportion to their weights and never a row of weight 0", () => {
    const list = [0, 1, 0, 4, 5, 0];
    const counts = new Float64Array(list.length);
    for (const row of sampleWithReplacement(createRandom("rows"), list, 50_000)) counts[row]! += 1;
    const { value } = chiSquare(
      counts,
      Float64Array.from(list, (weight) => weight / 10),
    );
    expect([counts[0], counts[2], counts[5]]).toEqual([0, 0, 0]);
    // The 99.9 % point of chi-square with 2 degrees of freedom is 13.8.
    expect(value).toBeLessThan(13.8);
  });

  it("gives as many rows as asked for, of positive weight, the same for the same seed", () => {
    fc.assert(
      fc.property(
        weights,
        fc.nat({ max: 50 }),
        fc.string({ minLength: 1 }),
        (list, count, seed) => {
          const rows = sampleWithReplacement(createRandom(seed), list, count);
          expect(rows).toHaveLength(count);
          for (const row of rows) expect(list[row]).toBeGreaterThan(0);
          expect(sampleWithReplacement(createRandom(seed), list, count)).toEqual(rows);
        },
      ),
    );
  });

  it("refuses an empty list of weights", () => {
    expect(() => sampleWithReplacement(createRandom("none"), [], 1)).toThrow(
      "weights must have a positive, finite sum, not 0",
    );
  });
});
