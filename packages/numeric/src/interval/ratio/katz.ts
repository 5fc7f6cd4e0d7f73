import { portableExp } from "../../special/exp.ts";
import { criticalValue, UNDEFINED } from "../interval.ts";
import type { Interval, Rate } from "../interval.ts";

/**
 * Katz' interval for the ratio of two shares: the normal one of its logarithm, by the delta method.
 *
 * Holds its level for hundreds of successes in either group; with few it is too wide for the lower end and too narrow
 * for the upper. Without successes in either group nothing is known of the logarithm: [0, Infinity]. Where every row of both
 * succeeded, the interval has no width.
 *
 * @param first - The group whose share is divided.
 * @param second - The group that it is divided by.
 * @param level - In (0, 1): 0.95.
 * @returns NaN at both ends where a group has no trials.
 * @throws RangeError if `level` is outside its range.
 * @see Katz, Baptista, Azen and Pike, "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics
 *   34 (1978), 469-474, doi:10.2307/2530610
 */
export function katzInterval(first: Rate, second: Rate, level: number): Interval {
  const z = criticalValue(level);
  if (!(first.n > 0 && second.n > 0)) return UNDEFINED;
  const deviation = Math.sqrt(
    1 / first.successes - 1 / first.n + (1 / second.successes - 1 / second.n),
  );
  if (deviation === Infinity) return { low: 0, high: Infinity };
  const ratio = first.successes / first.n / (second.successes / second.n);
  return { low: ratio * portableExp(-z * deviation), high: ratio * portableExp(z * deviation) };
}
