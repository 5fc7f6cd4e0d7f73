import { normalCdf } from "../special/normal.ts";
import { normalQuantile } from "../special/normal-quantile.ts";
import { wholePower } from "../special/power.ts";
import { effectiveSize } from "../summary/effective-size.ts";
import type { SortedScores } from "./delong.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/** Rows of neighbouring scores. */
export interface CalibrationBin {
  /** Sum of the weights. */
  readonly weight: number;
  /** Effective number of rows. */
  readonly n: number;
  readonly meanScore: number;
  /** Share of positive labels. */
  readonly positives: number;
}

/**
 * Cuts rows into bins of about equal weight by score. Rows of equal score stay together, so that there may be fewer bins; a bin
 * ends with the score that reaches its share of the weight.
 *
 * @param bins - Whole, at least 1.
 */
export function equalMassBins(rows: SortedScores, bins: number): CalibrationBin[] {
  const { score, label, weight } = rows;
  let total = 0;
  for (let row = 0; row < score.length; row++) total += weight?.[row] ?? 1;
  const found: CalibrationBin[] = [];
  let [mass, squares, scores, positives, before] = [0, 0, 0, 0, 0];
  for (let row = 0; row < score.length; row++) {
    const w = weight?.[row] ?? 1;
    mass += w;
    squares += w * w;
    scores += w * score[row]!;
    positives += w * label[row]!;
    const isLast = row + 1 === score.length;
    const isFull = (before + mass) * bins >= total * (found.length + 1) * (1 - 1e-12);
    if (mass > 0 && (isLast || (isFull && score[row + 1] !== score[row]))) {
      found.push({
        weight: mass,
        n: effectiveSize(mass, squares),
        meanScore: scores / mass,
        positives: positives / mass,
      });
      before += mass;
      [mass, squares, scores, positives] = [0, 0, 0, 0];
    }
  }
  return found;
}

/**
 * The expected calibration error over bins: the mean distance of the share of positive labels from the mean score, each bin
 * weighing as its rows do.
 *
 * Noise alone makes it positive: {@link calibrationNoise} says how large it is on average for scores that are right. Against
 * the true function of the score, on the other hand, it is too small, since distances within a bin cancel; it is the error
 * of these bins. The interval takes the noise into account: its lower end is above 0 in 1 - level of samples of scores that
 * are right (by the quantile of the noise, which no configuration of true distances exceeds), and its upper end adds the
 * standard error of the sum under the signs that are true, which it can only understate by its own bias upwards.
 *
 * @returns An estimate of NaN without bins.
 * @see Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015,
 *   doi:10.1609/aaai.v29i1.9602
 * @see Roelofs, Cain, Shlens and Mozer, "Mitigating bias in calibration error estimation", AISTATS 2022, arXiv:2012.08668, for
 *   the bias
 */
export function calibrationErrorEstimate(bins: readonly CalibrationBin[]): Estimate {
  if (bins.length === 0) return NO_ESTIMATE;
  const deviations = deviationsOf(bins);
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  const value = bins.reduce(
    (sum, { weight, meanScore, positives }) =>
      sum + (weight / total) * Math.abs(positives - meanScore),
    0,
  );
  const standardError = Math.sqrt(deviations.reduce((sum, d) => sum + d * d, 0));
  return {
    value,
    standardError,
    interval: (z) => ({
      low: Math.max(0, value - noiseQuantile(deviations, 2 * normalCdf(-z))),
      high: Math.min(1, value + z * standardError),
    }),
  };
}

/** The calibration error that these bins would show on average if the scores were right. */
export function calibrationNoise(bins: readonly CalibrationBin[]): number {
  return MEAN * deviationsOf(bins).reduce((sum, d) => sum + d, 0);
}

/** The largest distance of the share of positive labels from the mean score over the bins; NaN without bins. */
export function maximumCalibrationError(bins: readonly CalibrationBin[]): number {
  return bins.reduce(
    (most, { positives, meanScore }) => Math.max(most, Math.abs(positives - meanScore)),
    bins.length === 0 ? Number.NaN : 0,
  );
}

/**
 * The standard error of each bin's term. One success and one failure are added to its share, so that a bin of one label is not
 * taken as certain.
 */
function deviationsOf(bins: readonly CalibrationBin[]): number[] {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.map(({ weight, n, positives }) => {
    const share = (positives * n + 1) / (n + 2);
    return (weight / total) * Math.sqrt((share * (1 - share)) / n);
  });
}

/** Cumulants of the absolute value of a standard normal variable. */
const MEAN = 0.7978845608028654;
const VARIANCE = 0.3633802276324186;
const THIRD = 0.2180136141449902;
const FOURTH = 0.1147706820312618;

/** Nearly all of the noise exceeds 0. */
const LARGEST_TAIL = 0.97;

/**
 * What the sum of absolute normal variables with these deviations exceeds with chance `tail`: Cornish and Fisher's expansion
 * from its first four cumulants, or the quantile of the sum under one choice of signs if it is greater, which it is for one bin
 * and far out. Within 1 %.
 */
function noiseQuantile(deviations: readonly number[], tail: number): number {
  const powerSum = (power: number): number =>
    deviations.reduce((sum, d) => sum + wholePower(d, power), 0);
  const deviation = Math.sqrt(VARIANCE * powerSum(2));
  if (deviation === 0 || tail > LARGEST_TAIL) return 0;
  const z = -normalQuantile(tail);
  const skewness = (THIRD * powerSum(3)) / wholePower(deviation, 3);
  const kurtosis = (FOURTH * powerSum(4)) / wholePower(deviation, 4);
  const standardized =
    z +
    ((z * z - 1) * skewness) / 6 +
    ((z * z * z - 3 * z) * kurtosis) / 24 -
    ((2 * z * z * z - 5 * z) * skewness * skewness) / 36;
  const expansion = MEAN * powerSum(1) + deviation * standardized;
  return Math.max(expansion, -normalQuantile(tail / 2) * Math.sqrt(powerSum(2)));
}
