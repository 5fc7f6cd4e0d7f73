import { findRoot } from "../../root/chandrupatla.ts";
import type { Shares } from "../difference/score-bound.ts";
import { criticalValue, UNDEFINED } from "../interval.ts";
import type { Interval, Rate } from "../interval.ts";

/**
 * Miettinen and Nurminen's score interval for the ratio of the odds of two groups.
 *
 * Chosen before Cornfield's exact and Baptista and Pike's, which never hold less than their level but are much wider,
 * and before Woolf's, which is undefined with an empty cell. It leaves out 1 exactly where
 * {@link miettinenNurminenInterval} leaves out 0. The lower end is 0 where the first group has no success or the second
 * no failure, the upper end Infinity where the first has no failure or the second no success.
 *
 * @param first - The group whose odds are divided.
 * @param second - The group that they are divided by.
 * @param level - In (0, 1): 0.95.
 * @returns NaN at both ends where a group has no trials.
 * @throws RangeError if `level` is outside its range.
 * @see Miettinen and Nurminen, "Comparative analysis of two rates", Stat. Med. 4 (1985), 213-226,
 *   doi:10.1002/sim.4780040211
 * @see Fagerland, Lydersen and Laake, "Recommended confidence intervals for two independent binomial proportions",
 *   Stat. Methods Med. Res. 24 (2015), 224-254, doi:10.1177/0962280211415469, for a comparison
 */
export function oddsRatioInterval(first: Rate, second: Rate, level: number): Interval {
  const z = criticalValue(level);
  if (!(first.n >= 1 && second.n >= 1)) return UNDEFINED;
  const [p, q] = [first.successes / first.n, second.successes / second.n];
  const low = oddsRatioBound({ p, m: first.n, q, n: second.n }, z);
  const high = oddsRatioBound({ p: q, m: second.n, q: p, n: first.n }, z);
  return { low: low / (1 - low), high: (1 - high) / high };
}

/** The lowest odds ratio that the score test does not refuse, as `ratio / (1 + ratio)`. */
function oddsRatioBound(pair: Shares, z: number): number {
  const { p, m, q, n } = pair;
  if (p === 0 || q === 1) return 0;
  const [odds, others] = [p * (1 - q), q * (1 - p)];
  const estimate = odds / (odds + others);
  const excess = (position: number): number => oddsRatioExcess(pair, position, z);
  const aside = estimate * (1 - (0.001 * z * z) / (m + n + z * z));
  return excess(aside) > 0 ? findRoot(excess, estimate, aside) : findRoot(excess, aside, 1e-100);
}

/** Positive where the score test at `z` refuses the odds ratio whose position is `ratio / (1 + ratio)`. */
function oddsRatioExcess({ p, m, q, n }: Shares, position: number, z: number): number {
  const total = p * m + q * n;
  const first = restrictedShare(total, position, m, n);
  const second = restrictedShare(total, 1 - position, n, m);
  const [u, v] = [m * first * (1 - first), n * second * (1 - second)];
  const score = m * (p - first);
  return score * score * (u + v) * (1 - 1 / (m + n)) - z * z * u * v;
}

/**
 * The share of the group of size `own` where both groups have `total` successes and its odds are `position / (1 -
 * position)` times those of the other: the root of a quadratic, in the form that subtracts nothing from its like.
 */
function restrictedShare(total: number, position: number, own: number, other: number): number {
  const rest = 1 - position;
  const a = own * (rest - position);
  const b = own * position + other * rest - total * (rest - position);
  const root = Math.sqrt(Math.max(0, b * b + 4 * a * total * position));
  return Math.min(1, b < 0 ? (root - b) / (2 * a) : (2 * total * position) / (b + root));
}
