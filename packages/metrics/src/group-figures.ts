import type { GroupFigures, GroupMetric } from "./metric.ts";
import type { Summary } from "./summary.ts";

/** The figures of some groups, each computed when it is first asked for. */
export function groupFigures({ groups, overall }: Summary): GroupFigures {
  const byGroup = new Map<GroupMetric, Float64Array>();
  const ofAll = new Map<GroupMetric, number>();
  return {
    groups,
    values: (metric) => {
      const values = byGroup.get(metric) ?? Float64Array.from(groups, metric.compute);
      byGroup.set(metric, values);
      return values;
    },
    overall: (metric) => {
      const value = ofAll.get(metric) ?? metric.compute(overall);
      ofAll.set(metric, value);
      return value;
    },
  };
}
