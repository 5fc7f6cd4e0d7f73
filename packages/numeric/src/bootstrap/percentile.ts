import { tailOf, UNDEFINED } from "../interval/interval.ts";
import type { Interval } from "../interval/interval.ts";
import { quantileSorted } from "../summary/quantile.ts";

/**
 * The percentile bootstrap interval: the quantiles of the replicates that leave (1 - level) / 2 on either side.
 *
 * Replicates in which the figure was undefined (NaN) are left out; where they are more than half of all, so is
 * the interval undefined. Too narrow for groups of a few dozen rows, blind to what a sample never shows (a rate of 0 has
 * the interval [0, 0]), and wrong for figures that are never negative, such as the largest of several gaps: at no gap at
 * all it lies above 0.
 *
 * @param replicates - The figure computed on each resample.
 * @param level - In (0, 1): 0.95.
 * @throws RangeError if `level` is outside its range.
 * @see Efron and Tibshirani, "An introduction to the bootstrap", Chapman & Hall 1993, section 13.3
 */
export function percentileInterval(replicates: ArrayLike<number>, level: number): Interval {
  const tail = tailOf(level);
  const sorted = definedReplicates(replicates);
  if (sorted === undefined) return UNDEFINED;
  return { low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) };
}

/** The replicates that are not NaN, ascending; undefined where those are fewer than half. */
export function definedReplicates(replicates: ArrayLike<number>): Float64Array | undefined {
  const defined = Float64Array.from(replicates).filter((value) => !Number.isNaN(value));
  return defined.length * 2 < replicates.length ? undefined : defined.sort();
}
