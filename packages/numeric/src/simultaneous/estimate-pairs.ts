import type { Bounded } from "../estimate/ratio.ts";

/** Which pairs of intervals are of interest: those that are surely apart, or those that may be far apart. */
export type PairEnd = "low" | "high";

/**
 * The largest comparison of any two groups, at least 0, where it rises with the value of the first and falls with that of the
 * second, and falls (`low`) or rises (`high`) with how far their facing ends lie from their values.
 *
 * Groups that another beats in both regards are passed over, so that the cost is that of sorting, but for groups of rare form.
 */
export function largestOverPairs(
  groups: readonly Bounded[],
  end: PairEnd,
  compare: (first: Bounded, second: Bounded) => number,
): number {
  const sign = end === "low" ? 1 : -1;
  const below = ({ value, low }: Bounded): number => value - low;
  const above = ({ value, high }: Bounded): number => high - value;
  const firsts = unbeaten(
    groups,
    ({ value }) => -value,
    (g) => sign * (end === "low" ? below : above)(g),
  );
  const seconds = unbeaten(
    groups,
    ({ value }) => value,
    (g) => sign * (end === "low" ? above : below)(g),
  );
  let largest = 0;
  const consider = (first: Bounded, second: Bounded): void => {
    if (first !== second) largest = Math.max(largest, compare(first, second));
  };
  for (const first of firsts) for (const second of seconds) consider(first, second);
  // A group that beats others as first and as second is no pair with itself: those it beats count there.
  for (const both of firsts.filter((group) => seconds.includes(group))) {
    for (const other of groups) {
      consider(both, other);
      consider(other, both);
    }
  }
  return largest;
}

/** The groups of which no other is smaller, or equal, in both numbers. */
function unbeaten(
  groups: readonly Bounded[],
  major: (group: Bounded) => number,
  minor: (group: Bounded) => number,
): Bounded[] {
  const sorted = groups
    .map((group) => ({ group, major: major(group), minor: minor(group) }))
    .sort((a, b) => a.major - b.major || a.minor - b.minor);
  let least = Infinity;
  return sorted
    .filter(({ minor }) => {
      const isBetter = minor < least;
      if (isBetter) least = minor;
      return isBetter;
    })
    .map(({ group }) => group);
}
