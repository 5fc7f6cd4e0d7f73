import { calibrationErrorEstimate } from "@fairline/numeric";
import { scoreMetric } from "../group-metric.ts";
import type { ScoreMetric } from "../metric.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";
import { calibrationBins, unknownCovariances } from "../statistics/calibration-bins.ts";

/** The expected calibration error. Noise alone makes it positive, the more so the fewer rows there are. */
export const expectedCalibrationError: ScoreMetric = scoreMetric({
  name: "expected_calibration_error",
  label: "expected calibration error",
  definition:
    "Mean distance of the share of positive labels from the mean score, over ten bins of equal weight by score.",
  source:
    'Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015, doi:10.1609/aaai.v29i1.9602; bins of equal mass: Nixon et al., "Measuring calibration in deep learning", CVPR Workshops 2019, arXiv:1904.01685',
  order: 240,
  unit: "number",
  range: [0, 1],
  better: "lower",
  needs: ["label", "score"],
  undefinedWhen: "no row has weight",
  denominators: [ALL_ROWS],
  interval: "interval that takes into account what noise alone makes of it",
  untested: true,
  compute: (scores) => calibrationErrorEstimate(calibrationBins(scores)).value,
  estimate: ({ scores }) => calibrationErrorEstimate(calibrationBins(scores)),
  covariances: unknownCovariances,
});
