import type { Shares } from "../interval/difference/score-bound.ts";
import { wilsonBounds } from "../interval/rate/wilson.ts";
import { pooledStatistic } from "./pooled-statistic.ts";
import type { DefinedRates } from "./rate-groups.ts";

/** The largest statistic over all pairs of groups. */
export function largestPooledStatistic({ share, n }: DefinedRates): number {
  let largest = 0;
  for (let g = 1; g < share.length; g++) {
    for (let h = 0; h < g; h++) {
      const statistic = pooledStatistic(share[g]!, n[g]!, share[h]!, n[h]!);
      if (statistic > largest) largest = statistic;
    }
  }
  return largest;
}

/** Visits the pairs that a score test at `z` tells apart, the higher share first. */
export function forEachDistinctPair(
  { share, n }: DefinedRates,
  z: number,
  visit: (pair: Shares) => void,
): void {
  const order = ascending(share);
  for (let g = 1; g < order.length; g++) {
    const [p, m] = [share[order[g]!]!, n[order[g]!]!];
    for (let h = 0; h < g; h++) {
      const [q, other] = [share[order[h]!]!, n[order[h]!]!];
      if (pooledStatistic(p, m, q, other) > z) visit({ p, m, q, n: other });
    }
  }
}

/**
 * Visits pairs, of which a score test at `z` might reach beyond what is known: first those of the widest reach, as long as
 * `mayReach` says so of the lowest value that the second share might have and the highest that the first might.
 *
 * The statistic of a score test of two shares is the sum of those of either share at the likeliest values that the hypothesis
 * leaves them, so that neither of these lies outside its own interval. The intervals are as wide as the variance of the two
 * smallest groups makes them.
 */
export function forEachReachingPair(
  { share, n }: DefinedRates,
  z: number,
  options: {
    readonly mayReach: (high: number, low: number) => boolean;
    readonly visit: (pair: Shares) => void;
  },
): void {
  const [least = 1, next = 1] = Float64Array.from(n).sort();
  const reach = z * Math.sqrt((least + next) / (least + next - 1));
  const bounds = Array.from(share, (p, g) => wilsonBounds(p, n[g]!, reach));
  const lows = ascending(bounds.map(({ low }) => low));
  const highs = ascending(bounds.map(({ high }) => high)).reverse();
  for (const g of highs) {
    for (const h of lows) {
      if (!options.mayReach(bounds[g]!.high, bounds[h]!.low)) break;
      if (g !== h) options.visit({ p: share[g]!, m: n[g]!, q: share[h]!, n: n[h]! });
    }
  }
}

/** Positions by ascending value. */
function ascending(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
}
