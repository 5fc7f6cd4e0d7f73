import { drawHypergeometric } from "../random/hypergeometric.ts";
import type { Random } from "../random/random.ts";
import type { RateGroups } from "../simultaneous/rate-groups.ts";
import { square } from "../special/power.ts";
import { NO_TEST } from "./test-result.ts";
import type { TestResult } from "./test-result.ts";

/**
 * A permutation test that all rates are equal: outcomes are dealt anew to the groups, and Pearson's statistic is computed again.
 * Freeman and Halton's extension of Fisher's exact test, by chance draws, ordered by that statistic.
 *
 * Tables are drawn, not rows, so that the cost does not grow with the rows. The observed table counts as one draw, so that the
 * test is exact at any number of draws and the p-value never 0; its standard error is sqrt(p (1 - p) / draws).
 *
 * @param rates - Whole counts. Groups without trials are left out.
 * @param draws - Whole, at least 1: 9,999 tells 5 % from 6 %.
 * @returns NaN where fewer than two groups have a rate.
 * @throws RangeError if a count is not whole.
 * @see Freeman and Halton, "Note on an exact treatment of contingency, goodness of fit and other problems of significance",
 *   Biometrika 38 (1951), 141-149, doi:10.1093/biomet/38.1-2.141
 * @see Phipson and Smyth, "Permutation p-values should never be zero", Stat. Appl. Genet. Mol. Biol. 9 (2010), 39,
 *   doi:10.2202/1544-6115.1585
 */
export function permutationTest(
  random: Random,
  { successes, n }: Pick<RateGroups, "successes" | "n">,
  draws: number,
): TestResult {
  const groups = Array.from(n, (_, g) => g).filter((g) => n[g]! > 0);
  if (!groups.every((g) => Number.isInteger(n[g]) && Number.isInteger(successes[g]))) {
    throw new RangeError("a permutation test needs whole numbers of successes and trials");
  }
  if (groups.length < 2) return NO_TEST;
  const sizes = groups.map((g) => n[g]!);
  const counts = groups.map((g) => successes[g]!);
  const observed = scatter(counts, sizes);
  let asExtreme = 1;
  for (let draw = 0; draw < draws; draw++) {
    if (scatter(deal(random, counts, sizes), sizes) >= observed * (1 - 1e-12)) asExtreme++;
  }
  return { statistic: observed, pValue: asExtreme / (draws + 1) };
}

/** Deals as many successes as there are to groups of these sizes. */
function deal(random: Random, counts: readonly number[], sizes: readonly number[]): number[] {
  let successes = counts.reduce((sum, count) => sum + count, 0);
  let failures = sizes.reduce((sum, size) => sum + size, 0) - successes;
  return sizes.map((size) => {
    const dealt = drawHypergeometric(random, successes, failures, size);
    successes -= dealt;
    failures -= size - dealt;
    return dealt;
  });
}

/** Pearson's statistic. */
function scatter(counts: readonly number[], sizes: readonly number[]): number {
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const rate = counts.reduce((sum, count) => sum + count, 0) / rows;
  if (rate === 0 || rate === 1) return 0;
  const squares = counts.reduce(
    (sum, count, g) => sum + square(count - rate * sizes[g]!) / sizes[g]!,
    0,
  );
  return squares / (rate * (1 - rate));
}
