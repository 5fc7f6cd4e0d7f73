import { differenceBound, differenceExcess } from "../interval/difference/score-bound.ts";
import type { GapFamily } from "./gap-family.ts";
import { definedRates } from "./rate-groups.ts";
import type { DefinedRates, RateGroups } from "./rate-groups.ts";
import { forEachDistinctPair, forEachReachingPair, largestPooledStatistic } from "./rate-pairs.ts";

/**
 * Differences of the rates of each group and each other, by Miettinen and Nurminen's score test: the largest is the
 * largest rate less the smallest.
 *
 * An end costs a comparison a pair, and a score test for those few that may decide it: the number of groups counts squared,
 * and 10,000 take about a second.
 *
 * @throws RangeError if the columns differ in length or a count is outside its range.
 */
export function differencePairs(rates: RateGroups): GapFamily {
  const defined = definedRates(rates);
  const { share } = defined;
  const [least, most] = extremes(share);
  return {
    kind: "pairs",
    groups: share.length,
    value: share.length < 2 ? Number.NaN : share[most]! - share[least]!,
    low: (z) => lowest(defined, z),
    high: (z) => highest(defined, z),
    statistic: () => largestPooledStatistic(defined),
  };
}

/** A pair is solved only if the test refuses the best end so far. */
function lowest(rates: DefinedRates, z: number): number {
  let best = 0;
  forEachDistinctPair(rates, z, (pair) => {
    if (pair.p - pair.q > best && differenceExcess(pair, best, z) > 0) {
      best = differenceBound(pair, z);
    }
  });
  return best;
}

/** A pair is solved only if the test does not refuse the best end so far. */
function highest(rates: DefinedRates, z: number): number {
  const { share, n } = rates;
  const [least, most] = extremes(share);
  let best = differenceBound({ p: share[most]!, m: n[most]!, q: share[least]!, n: n[least]! }, -z);
  forEachReachingPair(rates, z, {
    mayReach: (high, low) => high - low > best,
    visit: (pair) => {
      if (differenceExcess(pair, best, z) < 0) best = differenceBound(pair, -z);
    },
  });
  return best;
}

/** The positions of a smallest and of a largest share: two groups, also where all shares are equal. */
function extremes(share: Float64Array): [number, number] {
  let [least, most] = [0, 0];
  for (let g = 1; g < share.length; g++) {
    if (share[g]! < share[least]!) least = g;
    if (share[g]! >= share[most]!) most = g;
  }
  return [least, most];
}
