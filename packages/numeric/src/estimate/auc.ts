import type { Interval } from "../interval/interval.ts";
import { findRoot } from "../root/chandrupatla.ts";
import { delongVariance } from "./delong.ts";
import type { SortedScores } from "./delong.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { scaledEstimate } from "./scaled.ts";

/**
 * The area under the ROC curve, with DeLong's standard error and intervals on the logit scale with Welch's degrees of
 * freedom. Costs one pass over the sorted rows.
 *
 * At level 95 it holds 93 to 98 % for areas up to .98 with 25 rows of either label, and 90 % for areas above .9 with 10
 * rows of one. Where the labels are separated, so that DeLong's variance is 0, or a label has one row only, the interval is
 * Newcombe's by his method 5, which needs no variance.
 *
 * @returns An estimate of NaN unless both labels occur.
 * @see DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), 837-845, doi:10.2307/2531595
 * @see Newcombe, "Confidence intervals for an effect size measure based on the Mann-Whitney statistic. Part 2", Stat. Med.
 *   25 (2006), 559-573, doi:10.1002/sim.2324
 */
export function aucEstimate(rows: SortedScores): Estimate {
  const { auc, variance, degrees, positives, negatives } = delongVariance(rows);
  if (Number.isNaN(auc)) return NO_ESTIMATE;
  if (variance > 0) {
    return scaledEstimate("logit", { value: auc, standardError: Math.sqrt(variance), degrees });
  }
  return {
    value: auc,
    standardError: Math.sqrt(variance),
    interval: (z) => separatedInterval(auc, positives, negatives, z),
  };
}

/** The areas whose distance from `auc` is at most `z` of the standard errors that exponential scores would have there. */
function separatedInterval(auc: number, positives: number, negatives: number, z: number): Interval {
  const others = (positives + negatives) / 2 - 1;
  const excess = (area: number): number => {
    const concordance = 1 + others * ((1 - area) / (2 - area) + area / (1 + area));
    const variance = (area * (1 - area) * concordance) / (positives * negatives);
    return (auc - area) * (auc - area) - z * z * variance;
  };
  // At an area of 0 or 1 the variance is 0, which is no end of the interval: the search begins a little aside.
  const aside = (0.001 * z * z) / (positives * negatives + z * z);
  return {
    low: auc === 0 ? 0 : findRoot(excess, auc - aside, 0),
    high: auc === 1 ? 1 : findRoot(excess, auc + aside, 1),
  };
}
