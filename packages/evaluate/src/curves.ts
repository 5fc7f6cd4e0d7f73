import { curvesOf } from "@fairline/metrics";
import type { GroupCurves, GroupStatistics, MetricNeed } from "@fairline/metrics";
import { normalQuantile } from "@fairline/numeric";
import type { Planned } from "./bootstrap.ts";
import type { GroupsParams } from "./groups.stage.ts";

/** Groups of a grouping that are drawn at most: a page of curves is read, and a file of ten thousand is not. */
const MOST_GROUPS = 64;

/**
 * The curves of all rows, and of the groups of every grouping that has at most 64.
 *
 * @returns Undefined where there are no scores with labels.
 */
export function groupCurves(
  planned: readonly Planned[],
  known: ReadonlySet<MetricNeed>,
  { method, rates, level }: GroupsParams["intervals"],
): readonly GroupCurves[] | undefined {
  if (!known.has("score") || !known.has("label")) return undefined;
  const critical = method === "none" ? undefined : -normalQuantile((1 - level) / 2);
  const drawn = ({ scores }: GroupStatistics) => curvesOf(scores, { rates, critical });
  return planned
    .filter(({ grouping }) => grouping.groups.length <= MOST_GROUPS)
    .flatMap(({ grouping, statistics }): GroupCurves[] => {
      const { attribute, within } = grouping;
      return attribute === null
        ? [{ attribute, group: null, within, ...drawn(statistics.overall) }]
        : grouping.groups.map(({ name }, g) => ({
            ...{ attribute, group: name, within },
            ...drawn(statistics.groups[g]!),
          }));
    });
}
