/**
 * Holm's adjusted p-values: held to a level, they refuse a true hypothesis, in all of them together, with a chance of at most
 * that. Valid under any dependence; never less powerful than Bonferroni's.
 *
 * @param pValues - In [0, 1]; NaN for a test that was not made, which stays NaN and does not count.
 * @returns In the order given.
 * @see Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat. 6 (1979), 65-70
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const order = ascending(pValues);
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  let most = 0;
  for (const [rank, i] of order.entries()) {
    most = Math.min(1, Math.max(most, (order.length - rank) * pValues[i]!));
    adjusted[i] = most;
  }
  return adjusted;
}

/** Positions of the defined p-values, the smallest first. */
export function ascending(pValues: ArrayLike<number>): number[] {
  return Array.from(pValues, (_, i) => i)
    .filter((i) => !Number.isNaN(pValues[i]!))
    .sort((i, j) => pValues[i]! - pValues[j]!);
}
