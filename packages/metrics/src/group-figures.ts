import type { GroupFigures, GroupMetric } from "./metric.ts";
import type { GroupStatistics, Statistics } from "./statistics/statistics.ts";

/** Computes a metric of a group. */
type Compute = (metric: GroupMetric, group: GroupStatistics) => number;

/**
 * The figures of some groups, each computed when it is first asked for.
 *
 * @param compute - Where some figures are known already; the metric's own computation if left out.
 */
export function groupFigures(
  { groups, overall }: Statistics,
  compute: Compute = (metric, group) => metric.compute(group),
): GroupFigures {
  const byGroup = new Map<GroupMetric, Float64Array>();
  const ofAll = new Map<GroupMetric, number>();
  return {
    groups,
    values: (metric) => {
      const values =
        byGroup.get(metric) ?? Float64Array.from(groups, (group) => compute(metric, group));
      byGroup.set(metric, values);
      return values;
    },
    overall: (metric) => {
      const value = ofAll.get(metric) ?? compute(metric, overall);
      ofAll.set(metric, value);
      return value;
    },
  };
}
