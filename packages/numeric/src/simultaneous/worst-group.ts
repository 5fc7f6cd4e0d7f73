import type { Estimate } from "../estimate/estimate.ts";
import { tailOf, UNDEFINED } from "../interval/interval.ts";
import type { Interval } from "../interval/interval.ts";
import { normalQuantile } from "../special/normal-quantile.ts";
import { largest, smallest } from "../summary/extremes.ts";
import { portableExp } from "../special/exp.ts";
import { portableLog } from "../special/log.ts";

/**
 * An interval for the figure of the group that is worst off: the lowest of a figure where higher is better, the highest of an
 * error.
 *
 * Give rates as `rateEstimate(successes, n, "clopper-pearson")`: one end alone of Wilson's interval may hold as little as 86 %
 * near 0 and 1. Towards the better side the ends of all groups are held at once, one-sided by Šidák, since the worst group of a sample looks
 * worse than it is; towards the worse side only the truly worst group matters, as for {@link criticalValues}. Holds the
 * sample's worst figure.
 *
 * @param estimates - Of each group, from different rows; those without an interval are left out.
 * @param worst - Which end of the scale is worst.
 * @param level - In (0, 1): 0.95.
 * @returns NaN at both ends without groups.
 * @throws RangeError if `level` is outside its range.
 */
export function worstGroupInterval(
  estimates: readonly Estimate[],
  worst: "lowest" | "highest",
  level: number,
): Interval {
  const tail = tailOf(level);
  const known = estimates.filter((estimate) => !Number.isNaN(estimate.interval(1).low));
  if (known.length === 0) return UNDEFINED;
  const better =
    known.length === 1 ? tail : 1 - portableExp(portableLog(1 - 2 * tail) / known.length);
  const [towardsBetter, towardsWorse] = [
    -normalQuantile(better),
    -normalQuantile(2 * tail - better),
  ];
  return worst === "lowest"
    ? {
        low: smallest(known.map((estimate) => estimate.interval(towardsWorse).low)),
        high: smallest(known.map((estimate) => estimate.interval(towardsBetter).high)),
      }
    : {
        low: largest(known.map((estimate) => estimate.interval(towardsBetter).low)),
        high: largest(known.map((estimate) => estimate.interval(towardsWorse).high)),
      };
}
