import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "../../src/score/average-precision.ts";
import { oneGroup } from "../statistics.ts";

const group = (y: readonly number[], score: readonly number[], weight?: readonly number[]) =>
  oneGroup({ y, prediction: y, score, ...(weight && { weight }) });
const of = (...rows: Parameters<typeof group>): number => averagePrecision.compute(group(...rows));

describe("averagePrecision", () => {
  it("gives the case worked by hand", () => {
    // From the highest score: +, -, +. Precision 1 and 2/3 at the positive rows.
    expect(of([1, 0, 1], [0.9, 0.8, 0.7])).toBeCloseTo((1 + 2 / 3) / 2, 15);
    // Rows of equal score enter together: both positive rows at 2 of 3.
    expect(of([1, 0, 1], [0.7, 0.7, 0.7])).toBeCloseTo(2 / 3, 15);
  });

  /* scikit-learn's documentation: average_precision_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) is 0.83. */
  it("gives the documented example", () => {
    expect(of([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])).toBeCloseTo(5 / 6, 15);
  });

  it("is NaN with one label only, and without rows", () => {
    expect([of([1, 1], [0.2, 0.3]), of([0], [0.2]), of([], [])]).toEqual([NaN, NaN, NaN]);
  });

  it("has the interval of a share of the positive rows where they score highest", () => {
    const found = averagePrecision.estimate(
      group([1, 1, 1, 0, 0], [0.9, 0.8, 0.7, 0.2, 0.1]),
      "wilson",
    );
    expect(found.value).toBe(1);
    // Wilson: 3 / (3 + 1.96^2)
    expect(found.interval(1.96).low).toBeCloseTo(3 / (3 + 1.96 ** 2), 12);
    expect(found.interval(1.96).high).toBe(1);
  });

  it("has a standard error as the weights of rows say, one changed at a time", () => {
    const y = [1, 0, 1, 0, 0, 1, 0, 1];
    const score = [0.9, 0.8, 0.8, 0.7, 0.5, 0.5, 0.3, 0.2];
    const weight = [1, 2, 1, 1, 3, 1, 1, 2];
    const slopes = weight.map((_, row) => {
      const changed = (by: number): number =>
        of(
          y,
          score,
          weight.map((w, i) => (i === row ? w + by : w)),
        );
      return (changed(1e-5) - changed(-1e-5)) / 2e-5;
    });
    const variance = slopes.reduce((sum, slope, i) => sum + (slope * weight[i]!) ** 2, 0);
    // The smaller denominator: negative rows of weights 2, 1, 3, 1.
    const n = 49 / 15;
    const { standardError } = averagePrecision.estimate(group(y, score, weight), "wilson");
    expect(standardError).toBeCloseTo(Math.sqrt((variance * n) / (n - 1)), 6);
  });

  it("has intervals that hold the figure of the population as often as they say", () => {
    const random = createRandom("sets of 200 rows");
    const draw = (n: number) => {
      const y = Array.from({ length: n }, () => Number(random.uniform() < 0.3));
      const score = y.map((label) => (random.uniform() + random.uniform() + label * 0.6) / 2.6);
      return group(y, score);
    };
    const truth = averagePrecision.compute(draw(100_000));
    let held = 0;
    for (let set = 0; set < 400; set++) {
      const { low, high } = averagePrecision.estimate(draw(200), "wilson").interval(1.96);
      held += Number(low <= truth && truth <= high);
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
  });
});
