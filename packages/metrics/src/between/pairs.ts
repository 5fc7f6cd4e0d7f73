/**
 * The largest distance between any two.
 *
 * @param most - How many are compared at most: a distance of curves is not cheap.
 * @returns NaN for fewer than two, and for more than `most`.
 */
export function largestOfPairs<T>(
  items: readonly T[],
  distance: (first: T, second: T) => number,
  most: number = Number.POSITIVE_INFINITY,
): number {
  if (items.length < 2 || items.length > most) return Number.NaN;
  let largest = 0;
  for (const [i, first] of items.entries()) {
    for (let j = i + 1; j < items.length; j++) {
      largest = Math.max(largest, distance(first, items[j]!));
    }
  }
  return largest;
}

/** Groups whose curves are compared at most. */
export const MOST_CURVES = 64;
