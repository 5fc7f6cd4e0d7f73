import { UNDEFINED } from "../interval/interval.ts";
import type { Interval } from "../interval/interval.ts";
import { noGapCdf } from "./critical-values.ts";
import type { CriticalValues } from "./critical-values.ts";
import type { GapFamily } from "./gap-family.ts";

/**
 * An interval for the largest gap of a grouping: largest less smallest, largest distance to overall, or, of
 * {@link ratioPairs} and {@link ratiosToOverall}, 1 less the smallest ratio. Of several families, for their largest gap:
 * equalized odds.
 *
 * Its level is that of the critical values: it holds at no gap, with one gap among many and with many small groups, as
 * `tools/coverage` prints. It holds the gap of the data itself, and its lower end is above 0 exactly where
 * {@link gapPValue} is below 1 - level.
 *
 * @param families - Those for which `critical` was computed. One with fewer than two groups is left out.
 * @returns NaN at both ends where no family has two groups.
 */
export function gapInterval(families: readonly GapFamily[], critical: CriticalValues): Interval {
  const compared = families.filter(({ groups }) => groups >= 2);
  if (compared.length === 0) return UNDEFINED;
  return {
    low: Math.max(...compared.map((family) => family.low(critical.simultaneous))),
    high: Math.max(...compared.map((family) => family.high(critical.single))),
  };
}

/**
 * An interval for the mean of the largest gaps of several families of different rows: the mean form of equalized odds.
 *
 * The lower end is the mean of those of the families. The upper end adds the squares of what each family's lies above
 * its gap, since their errors are independent. Otherwise as {@link gapInterval}.
 *
 * @param families - Those for which `critical` was computed, all with two groups at least.
 * @returns NaN at both ends where a family has fewer than two groups.
 */
export function meanGapInterval(
  families: readonly GapFamily[],
  critical: CriticalValues,
): Interval {
  if (!families.every(({ groups }) => groups >= 2)) return UNDEFINED;
  let [low, value, squares] = [0, 0, 0];
  for (const family of families) {
    const high = family.high(critical.single);
    const gap = Number.isNaN(family.value) ? high : family.value;
    low += family.low(critical.simultaneous);
    value += gap;
    squares += (high - gap) * (high - gap);
  }
  return { low: low / families.length, high: (value + Math.sqrt(squares)) / families.length };
}

/**
 * The p-value of a test that no family has a gap, against the largest comparison: Tukey's range test for pairs.
 *
 * For few rows {@link permutationTest} and {@link exactScoreTest} need no approximation.
 *
 * @returns NaN where no family has two groups.
 */
export function gapPValue(families: readonly GapFamily[]): number {
  const compared = families.filter(({ groups }) => groups >= 2);
  if (compared.length === 0) return Number.NaN;
  return 1 - noGapCdf(compared, Math.max(...compared.map((family) => family.statistic())));
}
