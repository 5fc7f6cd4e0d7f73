import { criticalValue, UNDEFINED } from "../interval.ts";
import type { Interval, Rate } from "../interval.ts";

/**
 * Agresti and Caffo's interval for the difference of two shares: the usual one after one success and one failure is
 * added to each group.
 *
 * Holds its level on average from about 10 trials a group on. It may fail to hold the difference itself where both
 * groups are small and far apart, and it is too narrow where both shares are next to 0 or 1.
 *
 * @param first - The group that is subtracted from.
 * @param second - The group that is subtracted.
 * @param level - In (0, 1): 0.95.
 * @returns Ends within [-1, 1]; NaN at both where a group has no trials.
 * @throws RangeError if `level` is outside its range.
 * @see Agresti and Caffo, "Simple and effective confidence intervals for proportions and differences of proportions
 *   result from adding two successes and two failures", Am. Stat. 54 (2000), 280-288,
 *   doi:10.1080/00031305.2000.10474560
 */
export function agrestiCaffoInterval(first: Rate, second: Rate, level: number): Interval {
  const z = criticalValue(level);
  if (!(first.n > 0 && second.n > 0)) return UNDEFINED;
  const [m, n] = [first.n + 2, second.n + 2];
  const [p, q] = [(first.successes + 1) / m, (second.successes + 1) / n];
  const half = z * Math.sqrt((p * (1 - p)) / m + (q * (1 - q)) / n);
  return { low: Math.max(-1, p - q - half), high: Math.min(1, p - q + half) };
}
