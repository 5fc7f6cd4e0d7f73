import { membersOf } from "@fairline/arrow";
import type { Partition } from "@fairline/arrow";

/**
 * Chooses rows to copy and to leave out by how near they are to the border between the labels, so that every pair of group and label
 * gets its size.
 *
 * Of a pair that is too large, the rows nearest to the border are left out: positive ones of low score, negative ones of high score. Of one that
 * is too small, every row stands equally often, and the nearest to the border once more. Rows of equal score are taken in
 * their order. Sorting apart, linear.
 *
 * @param pair - Group crossed with label.
 * @param sizes - One per pair.
 * @param isPositive - Per pair: is its label the positive one?
 * @param scores - Per row: the higher, the likelier positive.
 * @returns One count per row.
 * @see Kamiran and Calders (2012), section 5.3, "preferential sampling"
 */
export function preferentialCounts(
  pair: Partition,
  { sizes, isPositive }: { readonly sizes: Float64Array; readonly isPositive: readonly boolean[] },
  scores: Float64Array,
): Uint32Array {
  const counts = new Uint32Array(pair.codes.length);
  for (const [p, members] of membersOf(pair).entries()) {
    const direction = isPositive[p]! ? 1 : -1;
    // Nearest to the border first; the sort is stable.
    const sorted = members.sort((a, b) => direction * (scores[a]! - scores[b]!));
    const size = sizes[p]!;
    const often = Math.floor(size / sorted.length);
    for (const row of sorted) counts[row] = often;
    const rest = size - often * sorted.length;
    const others = often === 0 ? sorted.subarray(sorted.length - rest) : sorted.subarray(0, rest);
    for (const row of others) counts[row]! += 1;
  }
  return counts;
}
