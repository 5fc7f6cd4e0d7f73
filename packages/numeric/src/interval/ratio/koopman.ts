import { criticalValue, UNDEFINED } from "../interval.ts";
import type { Interval, Rate } from "../interval.ts";
import { ratioBound } from "./score-bound.ts";

/**
 * Koopman's score interval for the ratio of two shares, with Miettinen and Nurminen's factor (m + n) / (m + n - 1) in
 * the variance. The default for a ratio.
 *
 * Holds its level as {@link miettinenNurminenInterval} does, and leaves out 1 exactly where that leaves out 0. Without
 * successes in the first group the lower end is 0, without any in the second the upper end is Infinity; without any at
 * all the interval is [0, Infinity].
 *
 * @param first - The group whose share is divided.
 * @param second - The group that it is divided by.
 * @param level - In (0, 1): 0.95.
 * @returns NaN at both ends where a group has no trials.
 * @throws RangeError if `level` is outside its range.
 * @see Koopman, "Confidence intervals for the ratio of two binomial proportions", Biometrics 40 (1984), 513-517,
 *   doi:10.2307/2531405
 * @see Miettinen and Nurminen, "Comparative analysis of two rates", Stat. Med. 4 (1985), 213-226,
 *   doi:10.1002/sim.4780040211
 */
export function koopmanInterval(first: Rate, second: Rate, level: number): Interval {
  const z = criticalValue(level);
  if (!(first.n >= 1 && second.n >= 1)) return UNDEFINED;
  const [p, q] = [first.successes / first.n, second.successes / second.n];
  const low = ratioBound({ p, m: first.n, q, n: second.n }, z);
  const high = ratioBound({ p: q, m: second.n, q: p, n: first.n }, z);
  return { low: low / (1 - low), high: (1 - high) / high };
}
