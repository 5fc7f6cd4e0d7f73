import { betaQuantile } from "../../special/beta-quantile.ts";
import { tailOf, UNDEFINED } from "../interval.ts";
import type { Interval } from "../interval.ts";

/**
 * Clopper and Pearson's exact interval for a share: the shares that neither one-sided binomial test refuses.
 *
 * Never holds less than its level, whatever the share, at either end; mostly it holds more, and is wider than
 * {@link wilsonInterval}. An effective number of rows makes it approximate.
 *
 * @param successes - In [0, n]; need not be whole.
 * @param n - Trials, or their effective number; 0 gives NaN at both ends.
 * @param level - In (0, 1): 0.95.
 * @throws RangeError if `level` is outside its range.
 * @see Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
 *   Biometrika 26 (1934), 404-413, doi:10.1093/biomet/26.4.404
 * @see Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts
 *   estimated from survey data", Surv. Methodol. 24 (1998), 193-201, for an effective number of rows
 */
export function clopperPearsonInterval(successes: number, n: number, level: number): Interval {
  return clopperPearsonBounds(successes, n, tailOf(level));
}

/** Both ends where each leaves out `tail`. */
export function clopperPearsonBounds(successes: number, n: number, tail: number): Interval {
  if (!(n > 0)) return UNDEFINED;
  const failures = n - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    high: failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  };
}
