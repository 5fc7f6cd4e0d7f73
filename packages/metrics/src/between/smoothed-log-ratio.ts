import { portableLog } from "@fairline/numeric";
import type { RateGroups } from "@fairline/numeric";
import type { Cells } from "../confusion.ts";
import type { Rate } from "../metric.ts";

/** Rows that the prior is worth. */
const CONCENTRATION = 1;

/**
 * Smoothed empirical differential fairness: the largest absolute log ratio, between any two groups, of the chance to be
 * among the rows of a rate, or not to be. 0 where all groups are alike; e to its power bounds every such ratio.
 *
 * Chances are smoothed towards a half by a Dirichlet prior, so groups without such rows have a finite figure.
 * Made for intersections of attributes, where groups are small.
 *
 * @param groups - The rows of each group's cells, or as many rows of equal weight as they are worth. A group without rows would
 *   count as one with a chance of a half.
 * @param concentration - Rows that the prior is worth; 1 as in the paper and in AIF360.
 * @returns NaN for fewer than two groups.
 * @see Foulds, Islam, Keya and Pan, "An intersectional definition of fairness", ICDE 2020, 1918-1921,
 *   doi:10.1109/ICDE48307.2020.00203
 */
export function smoothedLogRatio(
  groups: readonly Cells[],
  { of, among }: Pick<Rate, "of" | "among">,
  concentration: number = CONCENTRATION,
): number {
  if (groups.length < 2) return Number.NaN;
  let [leastYes, mostYes, leastNo, mostNo] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const cells of groups) {
    const total = among(cells) + concentration;
    const positive = of(cells);
    const yes = portableLog((positive + concentration / 2) / total);
    const no = portableLog((total - positive - concentration / 2) / total);
    leastYes = Math.min(leastYes, yes);
    mostYes = Math.max(mostYes, yes);
    leastNo = Math.min(leastNo, no);
    mostNo = Math.max(mostNo, no);
  }
  return Math.max(mostYes - leastYes, mostNo - leastNo);
}

/** The rates that {@link smoothedLogRatio} compares, and what they lack to 1: rates of rows with half of the prior on either side. */
export function smoothedRates({ successes, n }: Pick<RateGroups, "successes" | "n">): {
  readonly chosen: RateGroups;
  readonly others: RateGroups;
} {
  const used = Array.from(n, (_, g) => g).filter((g) => n[g]! > 0);
  const rows = used.map((g) => n[g]! + CONCENTRATION);
  const chosen = used.map((g) => successes[g]! + CONCENTRATION / 2);
  return {
    chosen: { successes: chosen, n: rows },
    others: { successes: chosen.map((count, g) => rows[g]! - count), n: rows },
  };
}
