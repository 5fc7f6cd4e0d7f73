import { ratioBound, ratioExcess } from "../interval/ratio/score-bound.ts";
import { largest, smallest } from "../summary/extremes.ts";
import type { GapFamily } from "./gap-family.ts";
import { definedRates } from "./rate-groups.ts";
import type { DefinedRates, RateGroups } from "./rate-groups.ts";
import { forEachDistinctPair, forEachReachingPair, largestPooledStatistic } from "./rate-pairs.ts";

/**
 * What the ratio of the rates of each group and each other lacks to 1, by Koopman's score test: the largest is 1 less the
 * smallest rate over the largest. In [0, 1]; NaN where every rate is 0, with the interval [0, 1]. Costs as for
 * {@link differencePairs}.
 *
 * @throws RangeError if the columns differ in length or a count is outside its range.
 */
export function ratioPairs(rates: RateGroups): GapFamily {
  const defined = definedRates(rates);
  const { share } = defined;
  return {
    kind: "pairs",
    groups: share.length,
    value: share.length < 2 ? Number.NaN : 1 - smallest(share) / largest(share),
    low: (z) => lowest(defined, z),
    high: (z) => highest(defined, z),
    statistic: () => largestPooledStatistic(defined),
  };
}

/** Of the higher share over the lower, as `ratio / (1 + ratio)`: the highest of the lower ends, from a ratio of 1 on. */
function lowest(rates: DefinedRates, z: number): number {
  let best = 0.5;
  forEachDistinctPair(rates, z, (pair) => {
    if (pair.p > best * (pair.p + pair.q) && ratioExcess(pair, best, z) > 0) {
      best = ratioBound(pair, z);
    }
  });
  return 1 - (1 - best) / best;
}

/** Of the lower share over the higher, or of shares that may be so: the lowest of the lower ends. */
function highest(rates: DefinedRates, z: number): number {
  let best = 0.5;
  forEachReachingPair(rates, z, {
    mayReach: (high, low) => low * (1 - best) < high * best,
    visit: ({ p, m, q, n }) => {
      const pair = { p: q, m: n, q: p, n: m };
      const isReached = pair.p <= best * (pair.p + pair.q);
      if (isReached || ratioExcess(pair, best, z) < 0) best = Math.min(best, ratioBound(pair, z));
    },
  });
  return 1 - best / (1 - best);
}
