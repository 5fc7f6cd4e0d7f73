import {
  maximumCalibrationError as largestDistance,
  normalCdf,
  normalQuantile,
  portableExp,
  portableLog1p,
  rateEstimate,
} from "@fairline/numeric";
import type { CalibrationBin, Interval } from "@fairline/numeric";
import { scoreMetric } from "../group-metric.ts";
import type { ScoreMetric } from "../metric.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";
import { calibrationBins, unknownCovariances } from "../statistics/calibration-bins.ts";

/**
 * The maximum calibration error. Mostly noise where bins have few rows, which its interval says: Wilson's intervals of the shares of
 * all bins are held at once, by Šidák, and the ends are the largest of the distances that they leave possible.
 */
export const maximumCalibrationError: ScoreMetric = scoreMetric({
  name: "maximum_calibration_error",
  label: "maximum calibration error",
  definition:
    "Largest distance of the share of positive labels from the mean score, over ten bins of equal weight by score.",
  source:
    'Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015, doi:10.1609/aaai.v29i1.9602',
  order: 242,
  unit: "number",
  range: [0, 1],
  better: "lower",
  needs: ["label", "score"],
  undefinedWhen: "no row has weight",
  denominators: [ALL_ROWS],
  interval: "largest of Wilson's score intervals of all bins, held at once",
  untested: true,
  compute: (scores) => largestDistance(calibrationBins(scores)),
  estimate: ({ scores }) => {
    const bins = calibrationBins(scores);
    return {
      value: largestDistance(bins),
      standardError: Number.NaN,
      interval: (z) => largestInterval(bins, z),
    };
  },
  covariances: unknownCovariances,
});

function largestInterval(bins: readonly CalibrationBin[], z: number): Interval {
  if (bins.length === 0) return { low: Number.NaN, high: Number.NaN };
  // The level of one bin at which all of them hold that of z.
  const level = portableExp(portableLog1p(-2 * normalCdf(-z)) / bins.length);
  const critical = -normalQuantile((1 - level) / 2);
  const found = bins.map(({ positives, n, meanScore }) => {
    const { low, high } = rateEstimate(positives * n, n, "wilson").interval(critical);
    return {
      low: Math.max(0, low - meanScore, meanScore - high),
      high: Math.max(high - meanScore, meanScore - low),
    };
  });
  return {
    low: Math.max(...found.map(({ low }) => low)),
    high: Math.max(...found.map(({ high }) => high)),
  };
}
