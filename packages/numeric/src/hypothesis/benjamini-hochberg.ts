import { ascending } from "./holm.ts";

/**
 * Benjamini and Hochberg's adjusted p-values: of the hypotheses whose adjusted p-value is at most q, a share of q is true on
 * average at most. Valid for independent and for positively dependent tests.
 *
 * @param pValues - In [0, 1]; NaN for a test that was not made, which stays NaN and does not count.
 * @returns In the order given.
 * @see Benjamini and Hochberg, "Controlling the false discovery rate: a practical and powerful approach to multiple testing",
 *   J. R. Stat. Soc. B 57 (1995), 289-300, doi:10.1111/j.2517-6161.1995.tb02031.x
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const order = ascending(pValues);
  const adjusted = new Float64Array(pValues.length).fill(Number.NaN);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1]!;
    least = Math.min(least, (pValues[i]! * order.length) / rank);
    adjusted[i] = least;
  }
  return adjusted;
}
