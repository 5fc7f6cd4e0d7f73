import { differenceBound } from "../interval/difference/score-bound.ts";
import type { GapFamily } from "./gap-family.ts";
import { pooledStatistic } from "./pooled-statistic.ts";
import { againstOthers, definedRates } from "./rate-groups.ts";
import type { RateGroups } from "./rate-groups.ts";

/**
 * Distances of the rate of each group from that over all groups. A group is 1 less its weight times as far from all groups
 * as from all others, so that each is a difference of two groups, by Miettinen and Nurminen's score test.
 *
 * @throws RangeError if the columns differ in length or a count is outside its range.
 */
export function differencesToOverall(rates: RateGroups): GapFamily {
  const groups = againstOthers(definedRates(rates));
  const largest = (of: (group: (typeof groups)[number]) => number): number =>
    groups.reduce((most, group) => Math.max(most, of(group)), 0);
  return {
    kind: "overall",
    groups: groups.length,
    value:
      groups.length < 2
        ? Number.NaN
        : largest(({ p, q, weight }) => (1 - weight) * Math.abs(p - q)),
    low: (z) =>
      largest((group) => {
        const away = differenceBound(group, group.p > group.q ? z : -z);
        return (1 - group.weight) * (group.p > group.q ? away : -away);
      }),
    high: (z) =>
      largest(
        (group) =>
          (1 - group.weight) * Math.max(differenceBound(group, -z), -differenceBound(group, z)),
      ),
    statistic: () => largest(({ p, m, q, n }) => pooledStatistic(p, m, q, n)),
  };
}
