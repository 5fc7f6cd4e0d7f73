import { betaQuantile } from "../../special/beta-quantile.ts";
import { tailOf, UNDEFINED } from "../interval.ts";
import type { Interval } from "../interval.ts";

/**
 * Jeffreys' interval for a share: quantiles of the beta distribution that the counts give with half a success and half
 * a failure added. The end is 0 without successes, and 1 without failures.
 *
 * Holds its level on average over shares, as {@link wilsonInterval} does, with ends that lie less towards a half;
 * for single shares near 0 and 1 it may hold as little as 84 % instead of 95.
 *
 * @param successes - In [0, n]; need not be whole.
 * @param n - Trials, or their effective number; 0 gives NaN at both ends.
 * @param level - In (0, 1): 0.95.
 * @throws RangeError if `level` is outside its range.
 * @see Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Stat. Sci. 16 (2001), 101-133,
 *   section 3.1.3, doi:10.1214/ss/1009213286
 */
export function jeffreysInterval(successes: number, n: number, level: number): Interval {
  return jeffreysBounds(successes, n, tailOf(level));
}

/** Both ends where each leaves out `tail`. */
export function jeffreysBounds(successes: number, n: number, tail: number): Interval {
  if (!(n > 0)) return UNDEFINED;
  const failures = n - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes + 0.5, failures + 0.5),
    high: failures === 0 ? 1 : 1 - betaQuantile(tail, failures + 0.5, successes + 0.5),
  };
}
