import { attributeName } from "@fairline/core";
import type { GapTest, MetricRow, StageContext } from "@fairline/core";
import type { BetweenMetric, ComparedGroups, MetricNeed } from "@fairline/metrics";
import { createRandom } from "@fairline/numeric";
import type { Interval } from "@fairline/numeric";
import type { Planned } from "./bootstrap.ts";
import { degeneracies } from "./degenerate.ts";
import { detectableGap } from "./detectable.ts";
import { computeFigures, evidenceOf } from "./figures.ts";
import { adjustTests, hypothesisOf, isUntested, testGaps } from "./gap-tests.ts";
import type { GroupsParams } from "./groups.stage.ts";
import { analyticIntervals, compared } from "./intervals.ts";

/** What rows are made of besides groupings. */
export interface RowChoice {
  readonly split: string;
  readonly params: GroupsParams;
  readonly known: ReadonlySet<MetricNeed>;
  readonly isWeighted: boolean;
  readonly seed: StageContext["seed"];
  /** Those of the bootstrap, for each grouping; undefined for other methods. */
  readonly drawn: readonly (readonly Interval[])[] | undefined;
}

/** The figures of all groupings with what they rest on, their intervals, and the tests of no gap, adjusted for one another. */
export function metricRows(planned: readonly Planned[], choice: RowChoice): MetricRow[] {
  const random = createRandom(choice.seed).stream("tests");
  const groups = planned.map(({ statistics }) => compared(statistics, choice.params.intervals));
  const tests = adjustTests(
    planned.map(({ grouping, figures }, i) =>
      testGaps(
        figures.map(({ metric }) => metric).filter((metric) => metric.scope === "between-groups"),
        groups[i]!,
        random.stream(JSON.stringify(attributeName(grouping))),
      ),
    ),
  );
  return planned.flatMap((each, i) =>
    rowsOf(each, { groups: groups[i]!, tests: tests[i]!, drawn: choice.drawn?.[i] }, choice),
  );
}

/** What is known of a grouping. */
interface Found {
  readonly groups: ComparedGroups;
  readonly tests: ReadonlyMap<string, GapTest>;
  readonly drawn: readonly Interval[] | undefined;
}

function rowsOf(
  { grouping, figures, statistics }: Planned,
  { groups, tests, drawn }: Found,
  { split, params, known, isWeighted }: RowChoice,
): MetricRow[] {
  const values = computeFigures(figures, statistics);
  const { method, level } = params.intervals;
  const isAnalytic = method === "analytic";
  const intervals = isAnalytic ? analyticIntervals(figures, { values, groups }, level) : drawn;
  const found = degeneracies(statistics, known);
  return figures.map((figure, i): MetricRow => {
    const { metric, group } = figure;
    const { rows, effective, uncovered } = evidenceOf(figure, statistics);
    const { low, high } = intervals?.[i] ?? { low: Number.NaN, high: Number.NaN };
    const flaws = found.filter(({ affects }) => affects(figure, grouping));
    return {
      metric: metric.name,
      attribute: grouping.attribute,
      group: group === null ? null : grouping.groups[group]!.name,
      within: grouping.within,
      split,
      n: rows,
      ...(isWeighted && { effective }),
      value: values[i]!,
      low,
      high,
      ...(uncovered.length > 0 && { uncovered: uncovered.map((g) => grouping.groups[g]!.name) }),
      ...(flaws.length > 0 && { degenerate: flaws.map(({ clause }) => clause).join("; ") }),
      ...(metric.scope === "between-groups" && {
        ...testOf(metric, tests),
        ...detectableOf(metric, groups, level),
      }),
    };
  });
}

function testOf(
  metric: BetweenMetric,
  tests: ReadonlyMap<string, GapTest>,
): Pick<MetricRow, "test"> {
  const test = isUntested(metric) ? undefined : tests.get(hypothesisOf(metric));
  return test === undefined ? {} : { test };
}

function detectableOf(
  metric: BetweenMetric,
  groups: ComparedGroups,
  level: number,
): Pick<MetricRow, "detectable"> {
  const detectable = detectableGap(metric, groups, level);
  return Number.isNaN(detectable) ? {} : { detectable };
}
