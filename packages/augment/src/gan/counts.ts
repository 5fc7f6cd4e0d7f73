/**
 * A share of rows in the proportions that kinds have: rounded down, then one more for the largest remainders, of equals the first.
 *
 * @param sizes - Rows of each kind.
 * @returns Counts whose sum is `round(share * rows)`.
 */
export function apportionedCounts(sizes: Float64Array, share: number): Float64Array {
  const rows = sizes.reduce((a, b) => a + b, 0);
  const exact = sizes.map((size) => (Math.round(share * rows) * size) / rows);
  const counts = exact.map(Math.floor);
  const left = Math.round(share * rows) - counts.reduce((a, b) => a + b, 0);
  const byRemainder = [...sizes.keys()].sort(
    (a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!),
  );
  for (const kind of byRemainder.slice(0, left)) counts[kind]! += 1;
  return counts;
}

/** How many rows each kind has fewer than the largest. */
export function missingCounts(sizes: Float64Array): Float64Array {
  const most = sizes.reduce((a, b) => Math.max(a, b), 0);
  return sizes.map((size) => most - size);
}
