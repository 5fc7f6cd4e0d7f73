import { criticalValue, UNDEFINED } from "../interval.ts";
import type { Interval, Rate } from "../interval.ts";
import { differenceBound } from "./score-bound.ts";

/**
 * Miettinen and Nurminen's score interval for the difference of two shares: the differences that a score test, its
 * variance under the difference in question, does not refuse. The default for a signed difference.
 *
 * Holds its level within 1.5 points, except for what the steps of small counts do: 93.7 to 97.6 % at level 95 for
 * groups of 15 and 30. Keeps within [-1, 1] and holds the difference itself. It leaves out 0 exactly where
 * {@link scoreTest} has a p-value below 1 - level.
 *
 * @param first - The group that is subtracted from.
 * @param second - The group that is subtracted.
 * @param level - In (0, 1): 0.95.
 * @returns NaN at both ends where a group has no trials.
 * @throws RangeError if `level` is outside its range.
 * @see Miettinen and Nurminen, "Comparative analysis of two rates", Stat. Med. 4 (1985), 213-226,
 *   doi:10.1002/sim.4780040211
 */
export function miettinenNurminenInterval(first: Rate, second: Rate, level: number): Interval {
  const z = criticalValue(level);
  if (!(first.n >= 1 && second.n >= 1)) return UNDEFINED;
  const pair = {
    p: first.successes / first.n,
    m: first.n,
    q: second.successes / second.n,
    n: second.n,
  };
  return { low: differenceBound(pair, z), high: differenceBound(pair, -z) };
}
