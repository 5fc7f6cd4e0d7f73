import type { Interval } from "../interval/interval.ts";
import { portableCubeRoot } from "../special/cube-root.ts";
import { effectiveSize } from "../summary/effective-size.ts";
import type { WeightedMoments } from "../summary/moments.ts";
import { criticalT, NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/**
 * A weighted mean of row values: log loss, Brier score, mean score, mean error.
 *
 * Student's t interval after Hall's cubic transformation, which removes the skewness of the mean's error: losses are skewed,
 * and the plain interval of a log loss of 30 rows at level 95 holds 89 to 93 %, this one 95 to 96. From 15 rows on it holds
 * 93 % or more.
 *
 * @param moments - Of the row values. Effective numbers of rows as {@link effectiveSize} has them.
 * @param range - Ends that a row value cannot pass; the interval is cut there.
 * @returns The mean alone, with no interval, where there is one effective row; an estimate of NaN for none. Where all values
 *   are equal the interval has no width.
 * @see Hall, "On the removal of skewness by transformation", J. R. Stat. Soc. B 54 (1992), 221-228,
 *   doi:10.1111/j.2517-6161.1992.tb01876.x
 */
export function meanEstimate(
  moments: WeightedMoments,
  range: Interval = { low: -Infinity, high: Infinity },
): Estimate {
  const { origin, w, w2, wx, w2x, w2x2 } = moments;
  if (!(w > 0)) return NO_ESTIMATE;
  const mean = wx / w;
  const value = origin + mean;
  const n = effectiveSize(w, w2);
  const scatter = Math.max(0, w2x2 - 2 * mean * w2x + mean * mean * w2) / (w * w);
  const standardError = n > 1 ? Math.sqrt((scatter * n) / (n - 1)) : Number.NaN;
  const skewness = skewnessOf(moments, mean, standardError);
  const interval = (z: number): Interval => {
    const t = criticalT(z, n - 1);
    const low = value - unskew(t, skewness) * standardError;
    const high = value - unskew(-t, skewness) * standardError;
    return {
      low: Math.max(range.low, Math.min(value, low)),
      high: Math.min(range.high, Math.max(value, high)),
    };
  };
  return { value, standardError, interval };
}

/** The skewness of the mean's error; 0 where it has none. */
function skewnessOf(
  { w, w3, w3x, w3x2, w3x3 }: WeightedMoments,
  mean: number,
  deviation: number,
): number {
  if (!(deviation > 0)) return 0;
  const cubes = w3x3 - 3 * mean * w3x2 + 3 * mean * mean * w3x - mean * mean * mean * w3;
  return cubes / (w * w * w) / (deviation * deviation * deviation);
}

/** The studentized mean whose transform, T + a T^2 + a^2 T^3 / 3 + a / 2 with a third of the skewness as a, is `t`. */
function unskew(t: number, skewness: number): number {
  const a = skewness / 3;
  const shifted = 3 * a * (t - a / 2);
  // (cube root of 1 + s, less 1) over a, in the form that stays exact for small a.
  const root = portableCubeRoot(1 + shifted);
  return (3 * (t - a / 2)) / (root * root + root + 1);
}
