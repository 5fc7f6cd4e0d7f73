import { describe, expect, it } from "vitest";
import { generalizedFalsePositiveRate } from "../../src/score/generalized-false-positive-rate.ts";
import { generalizedTruePositiveRate } from "../../src/score/generalized-true-positive-rate.ts";
import { meanScore } from "../../src/score/mean-score.ts";
import { scoreEntropy } from "../../src/score/score-entropy.ts";
import { oneGroup } from "../statistics.ts";

const rows = oneGroup({
  y: [1, 1, 0, 0],
  prediction: [1, 0, 1, 0],
  score: [1, 0.5, 0.5, 0],
  weight: [1, 3, 1, 1],
});

describe("means of scores", () => {
  it("give the case worked by hand", () => {
    expect(meanScore.compute(rows)).toBe((1 + 1.5 + 0.5) / 6);
    expect(generalizedTruePositiveRate.compute(rows)).toBe((1 + 1.5) / 4);
    expect(generalizedFalsePositiveRate.compute(rows)).toBe(0.25);
    // Scores of 0 and 1 are sure, of a half as unsure as can be.
    expect(scoreEntropy.compute(rows)).toBeCloseTo((4 / 6) * Math.LN2, 15);
  });

  it("of a label have the standard error of a mean of its rows", () => {
    const y = [1, 1, 1, 1, 0, 0];
    const score = [0.9, 0.7, 0.4, 0.2, 0.6, 0.1];
    const mean = 0.55;
    const variance = [0.9, 0.7, 0.4, 0.2].reduce((sum, s) => sum + (s - mean) ** 2, 0) / 3;
    const { standardError } = generalizedTruePositiveRate.estimate(
      oneGroup({ y, prediction: y, score }),
      "wilson",
    );
    expect(standardError).toBeCloseTo(Math.sqrt(variance / 4), 12);
  });

  it("are NaN without rows of the label, and without an interval for one", () => {
    const one = oneGroup({ y: [1], prediction: [1], score: [0.5] });
    expect(generalizedFalsePositiveRate.compute(one)).toBeNaN();
    expect(generalizedTruePositiveRate.compute(one)).toBe(0.5);
    expect(generalizedTruePositiveRate.estimate(one, "wilson").interval(2).low).toBeNaN();
  });
});
