import { describe, expect, it } from "vitest";
import { expectedCalibrationError } from "../../src/score/expected-calibration-error.ts";
import { maximumCalibrationError } from "../../src/score/maximum-calibration-error.ts";
import { oneGroup } from "../statistics.ts";

const group = (y: readonly number[], score: readonly number[]) =>
  oneGroup({ y, prediction: y, score });

describe("calibration errors", () => {
  it("give the case worked by hand: two scores, two bins", () => {
    // Scores .2 with 1 of 4 positive, .8 with 2 of 4: distances .05 and .3.
    const rows = group([1, 0, 0, 0, 1, 1, 0, 0], [0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8]);
    expect(expectedCalibrationError.compute(rows)).toBeCloseTo(0.175, 15);
    expect(maximumCalibrationError.compute(rows)).toBeCloseTo(0.3, 15);
  });

  it("cut rows into ten bins of equal weight", () => {
    const score = Array.from({ length: 100 }, (_, row) => (row + 0.5) / 100);
    // Labels as often positive as scores say, but for the highest bin: 0 of 10 at mean score .95.
    const y = score.map((s, row) =>
      row < 90 ? Number((row % 10) + 0.5 < 10 * s - (row % 10) * 0.01) : 0,
    );
    const bins = Array.from({ length: 10 }, (_, b) => {
      const of = (column: readonly number[]): number =>
        column.slice(10 * b, 10 * b + 10).reduce((sum, value) => sum + value, 0) / 10;
      return Math.abs(of(y) - of(score));
    });
    const rows = group(y, score);
    expect(expectedCalibrationError.compute(rows)).toBeCloseTo(
      bins.reduce((sum, distance) => sum + distance, 0) / 10,
      12,
    );
    expect(maximumCalibrationError.compute(rows)).toBeCloseTo(0.95, 12);
  });

  it("are NaN without rows", () => {
    expect(expectedCalibrationError.compute(group([], []))).toBeNaN();
    expect(maximumCalibrationError.compute(group([], []))).toBeNaN();
    expect(maximumCalibrationError.estimate(group([], []), "wilson").interval(2).low).toBeNaN();
  });

  it("have a lower end of 0 where noise may be all there is, and one above where it is not", () => {
    const many = (positives: number) =>
      group(
        Array.from({ length: 100 }, (_, row) => Number(row < positives)),
        Array.from({ length: 100 }, () => 0.5),
      );
    for (const metric of [expectedCalibrationError, maximumCalibrationError]) {
      expect(metric.estimate(many(55), "wilson").interval(1.96).low).toBe(0);
      expect(metric.estimate(many(75), "wilson").interval(1.96).low).toBeGreaterThan(0.1);
    }
    // One bin: Wilson's interval of 75 of 100, less .5.
    const { low, high } = maximumCalibrationError.estimate(many(75), "wilson").interval(1.96);
    expect(low).toBeCloseTo(0.6569 - 0.5, 3);
    expect(high).toBeCloseTo(0.8245 - 0.5, 3);
  });
});
