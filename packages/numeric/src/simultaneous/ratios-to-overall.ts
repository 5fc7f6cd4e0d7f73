import { ratioBound } from "../interval/ratio/score-bound.ts";
import type { GapFamily } from "./gap-family.ts";
import { pooledStatistic } from "./pooled-statistic.ts";
import { againstOthers, definedRates } from "./rate-groups.ts";
import type { Against, RateGroups } from "./rate-groups.ts";

/**
 * What the ratio of the rate of each group and that over all groups lacks to 1, the smaller over the larger, by Koopman's
 * score test of the group and all others. In [0, 1]; NaN where every rate is 0, with the interval [0, 1].
 *
 * @throws RangeError if the columns differ in length or a count is outside its range.
 */
export function ratiosToOverall(rates: RateGroups): GapFamily {
  const groups = againstOthers(definedRates(rates));
  const largest = (of: (group: Against) => number): number =>
    groups.reduce((most, group) => Math.max(most, of(group)), 0);
  const isUndefined = groups.length < 2 || groups.every(({ p }) => p === 0);
  return {
    kind: "overall",
    groups: groups.length,
    value: isUndefined
      ? Number.NaN
      : largest((group) => shortfall(group.p / (group.p + group.q), group)),
    low: (z) =>
      largest((group) => {
        if (group.p === group.q) return 0;
        const isAbove = group.p > group.q;
        const position = isAbove ? ratioBound(group, z) : 1 - ratioBound(reverse(group), z);
        return position > 0.5 === isAbove ? shortfall(position, group) : 0;
      }),
    high: (z) =>
      largest((group) =>
        Math.max(
          shortfall(ratioBound(group, z), group),
          shortfall(1 - ratioBound(reverse(group), z), group),
        ),
      ),
    statistic: () => largest(({ p, m, q, n }) => pooledStatistic(p, m, q, n)),
  };
}

/** What the ratio to overall lacks to 1, where the ratio to the others is `position / (1 - position)`. */
function shortfall(position: number, { weight }: Against): number {
  const overall = weight * position + (1 - weight) * (1 - position);
  return 1 - Math.min(position / overall, overall / position);
}

function reverse({ p, m, q, n, weight }: Against): Against {
  return { p: q, m: n, q: p, n: m, weight };
}
