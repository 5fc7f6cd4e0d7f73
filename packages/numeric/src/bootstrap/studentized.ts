import { tailOf, UNDEFINED } from "../interval/interval.ts";
import type { Interval } from "../interval/interval.ts";
import { quantileSorted } from "../summary/quantile.ts";
import { definedReplicates } from "./percentile.ts";

/** A figure of the sample and of each resample, each with its standard error. */
export interface StudentizedReplicates {
  readonly estimate: number;
  readonly standardError: number;
  readonly replicates: ArrayLike<number>;
  readonly replicateErrors: ArrayLike<number>;
}

/**
 * The studentized bootstrap interval (bootstrap-t): the quantiles of how many standard errors replicates lie from the estimate,
 * in place of those of Student's distribution.
 *
 * Second-order accurate for means and other figures whose standard error is stable; erratic where it is near 0, such as for
 * rates near 0 or 1, and not kept within the range of the figure. Replicates without a positive standard error are left out;
 * where they are more than half of all, the interval is undefined. For the largest of several gaps it is as wrong at no gap as
 * {@link percentileInterval}.
 *
 * @param level - In (0, 1): 0.95.
 * @throws RangeError if `level` is outside its range.
 * @see Efron and Tibshirani, "An introduction to the bootstrap", Chapman & Hall 1993, section 12.5
 */
export function studentizedInterval(
  { estimate, standardError, replicates, replicateErrors }: StudentizedReplicates,
  level: number,
): Interval {
  const tail = tailOf(level);
  const away = Float64Array.from(replicates, (value, i) =>
    replicateErrors[i]! > 0 ? (value - estimate) / replicateErrors[i]! : Number.NaN,
  );
  const sorted = definedReplicates(away);
  if (sorted === undefined) return UNDEFINED;
  return {
    low: estimate - quantileSorted(sorted, 1 - tail) * standardError,
    high: estimate - quantileSorted(sorted, tail) * standardError,
  };
}
