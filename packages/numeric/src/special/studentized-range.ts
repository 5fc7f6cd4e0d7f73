import { findRoot } from "../root/chandrupatla.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { normalCdf, normalDensity } from "./normal.ts";
import { wholePower } from "./power.ts";

/** Beyond it the normal density adds nothing to a double. */
const REACH = 8.5;

/**
 * The chance that the largest of `groups` independent standard normal variables exceeds the smallest by no more than
 * `q`: Tukey's studentized range for a known deviation.
 *
 * Absolute error below 1e-13 for up to 1,000 groups, 1e-11 for 100,000. By the trapezoidal rule, which is exact to
 * rounding for an integrand that falls off like a normal density.
 *
 * @param q - Any number; at most 0 gives 0.
 * @param groups - Whole, at least 2; NaN otherwise.
 * @see Harter, "Tables of range and studentized range", Ann. Math. Stat. 31 (1960), 1122-1147,
 *   doi:10.1214/aoms/1177705684
 */
export function studentizedRangeCdf(q: number, groups: number): number {
  if (!(Number.isInteger(groups) && groups >= 2) || Number.isNaN(q)) return Number.NaN;
  if (q <= 0) return 0;
  const step = groups <= 20 ? 1 / 8 : 1 / 24;
  let total = 0;
  for (let largest = -REACH; largest <= REACH; largest += step) {
    const between =
      largest < 0
        ? normalCdf(largest) - normalCdf(largest - q)
        : normalCdf(q - largest) - normalCdf(-largest);
    total += normalDensity(largest) * wholePower(between, groups - 1);
  }
  return Math.min(1, groups * step * total);
}

/**
 * The q that the range of `groups` standard normal variables exceeds with chance 1 - `p`. Over the square root of 2 it
 * is the critical value for all differences between two of them at once.
 *
 * Relative error below 1e-12 for `p` in [0.01, 0.9999]. Costs ten evaluations of {@link studentizedRangeCdf}.
 *
 * @param p - In (0, 1); NaN otherwise.
 * @param groups - Whole, at least 2; NaN otherwise.
 */
export function studentizedRangeQuantile(p: number, groups: number): number {
  if (!(p > 0 && p < 1 && Number.isInteger(groups) && groups >= 2)) return Number.NaN;
  // Of one pair alone, and by Bonferroni's inequality of all: the quantile lies between.
  const one = -Math.SQRT2 * normalQuantile((1 - p) / 2);
  if (groups === 2) return one;
  const all = -Math.SQRT2 * normalQuantile((1 - p) / groups / (groups - 1));
  return findRoot((q) => studentizedRangeCdf(q, groups) - p, one, all);
}
