import { normalQuantile } from "../special/normal-quantile.ts";

/** Both ends of a confidence interval; NaN where it is undefined. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Successes among trials of one group. Neither need be whole: `n` may be an effective number of rows. */
export interface Rate {
  /** In [0, n]. */
  readonly successes: number;
  /** At least 1; 0 where the rate is undefined. */
  readonly n: number;
}

/** The interval of a figure of which nothing is known. */
export const UNDEFINED: Interval = { low: Number.NaN, high: Number.NaN };

/**
 * The share of the distribution that an interval of a level leaves on either side.
 *
 * @throws RangeError if `level` is not between 0 and 1.
 */
export function tailOf(level: number): number {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`level must be between 0 and 1, not ${String(level)}`);
  }
  return (1 - level) / 2;
}

/** The standard normal quantile that belongs to a two-sided level: 1.96 for 0.95. */
export function criticalValue(level: number): number {
  return -normalQuantile(tailOf(level));
}
