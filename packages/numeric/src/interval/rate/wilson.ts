import { UNDEFINED, criticalValue } from "../interval.ts";
import type { Interval } from "../interval.ts";

/**
 * Wilson's score interval for a share. It keeps within [0, 1] and has a width also for shares of 0 and 1,
 * where one end is the share itself.
 *
 * Holds its level on average over shares, from about 10 trials on; for one share it strays by as much as the steps
 * of a count make it: 93.9 % at .95 of 30, 97.4 % at .9 of 30. The default for a single rate.
 *
 * @param successes - In [0, n]; need not be whole, so that it may be `share x effectiveSize`.
 * @param n - Trials, or their effective number; 0 gives NaN at both ends.
 * @param level - In (0, 1): 0.95.
 * @throws RangeError if `level` is outside its range.
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc. 22
 *   (1927), 209-212, doi:10.1080/01621459.1927.10502953
 */
export function wilsonInterval(successes: number, n: number, level: number): Interval {
  return wilsonBounds(successes / n, n, criticalValue(level));
}

/** Both ends at critical value `z`: the shares p at which |share - p| = z sqrt(p (1 - p) / n). */
export function wilsonBounds(share: number, n: number, z: number): Interval {
  if (Number.isNaN(share)) return UNDEFINED;
  const spread = (z * z) / n;
  const root = Math.sqrt(spread * (4 * share * (1 - share) + spread));
  const high = (2 * share + spread + root) / (2 + 2 * spread);
  // The product of both ends is share^2 / (1 + spread): no digits are lost where the share is small.
  const low = share === 0 ? 0 : (share * share) / ((1 + spread) * high);
  return { low: Math.min(share, low), high: share === 1 ? 1 : Math.min(1, Math.max(share, high)) };
}
