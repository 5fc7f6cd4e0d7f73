import type { Table } from "@fairline/arrow";
import type { MetricRow, StageContext } from "@fairline/core";
import { NO_SCORES } from "@fairline/metrics";
import type { MetricNeed, MetricsArtifact, ScoreRows, SortedRows } from "@fairline/metrics";
import type { Model } from "@fairline/model";
import type { Interval } from "@fairline/numeric";
import { about, notes } from "./about.ts";
import { bootstrap } from "./bootstrap.ts";
import type { Planned } from "./bootstrap.ts";
import { readDecisions } from "./decisions.ts";
import { evaluatedRows } from "./evaluated-rows.ts";
import { computeFigures, evidenceOf, planFigures } from "./figures.ts";
import { groupingsOf } from "./groupings.ts";
import type { GroupsParams } from "./groups.stage.ts";
import { analyticIntervals, compared } from "./intervals.ts";
import { predictionsTable } from "./predictions.ts";
import { wholeSample } from "./sample.ts";
import type { Grouping, Sample } from "./sample.ts";
import { sortedScores, statisticsOf } from "./statistics.ts";

/** What there is to evaluate. */
export interface GroupsInputs {
  readonly table: Table;
  /** Decides on the rows; undefined where the table holds the decisions. */
  readonly model: Model | undefined;
}

/** What `evaluate/groups` gives. */
export interface GroupsOutputs {
  readonly metrics: MetricsArtifact;
  readonly predictions: Table;
}

/** Measures decisions by group, with an interval on every figure. */
export async function evaluateGroups(
  { table, model }: GroupsInputs,
  params: GroupsParams,
  context: Pick<StageContext, "seed" | "signal" | "progress" | "log">,
): Promise<GroupsOutputs> {
  const evaluated = evaluatedRows(table, params.split);
  const { rows } = evaluated;
  const groupings = groupingsOf(table, rows, params);
  const decisions = await readDecisions(table, rows, { model, threshold: params.threshold });
  const { sample, classes } = decisions;
  const plan = planner(sample, params);
  const measured = [wholeSample(sample.n), ...groupings].map(plan);
  for (const { level, message } of notes({ decisions, measured, smallest: params["min-group"] })) {
    context.log(level, message);
  }
  const intervals =
    params.intervals.method === "bootstrap"
      ? await bootstrap(sample, measured, params.intervals, context)
      : [];
  return {
    metrics: {
      rows: measured.flatMap((each, i) =>
        metricRows(each, { split: evaluated.split, intervals: intervals[i], params }),
      ),
      about: about(table, { evaluated, decisions, measured, params }),
    },
    predictions: predictionsTable(table, rows, { sample, classes, replace: model !== undefined }),
  };
}

/** Counts the groups of groupings of one sample, and says which figures they give; that of all rows comes first. */
function planner(sample: Sample, { convention }: GroupsParams): (grouping: Grouping) => Planned {
  const known = knownNeeds(sample);
  const sorted: SortedRows | undefined = sortedScores(sample);
  let whole: ScoreRows = NO_SCORES;
  return (grouping) => {
    const statistics = statisticsOf(sample, grouping, { sorted, whole });
    const compared = grouping.attribute !== null;
    if (!compared) whole = statistics.overall.scores;
    const { length: groups } = grouping.groups;
    return {
      grouping,
      statistics,
      figures: planFigures({ groups, compared, known, convention }),
    };
  };
}

function knownNeeds({ y, prediction, score }: Sample): ReadonlySet<MetricNeed> {
  const known = new Set<MetricNeed>();
  if (y !== undefined) known.add("label");
  if (prediction !== undefined) known.add("prediction");
  if (score !== undefined) known.add("score");
  return known;
}

function metricRows(
  { grouping, figures, statistics }: Planned,
  {
    split,
    intervals,
    params,
  }: {
    readonly split: string;
    readonly intervals: readonly Interval[] | undefined;
    readonly params: GroupsParams;
  },
): MetricRow[] {
  const values = computeFigures(figures, statistics);
  const { method, level, rates } = params.intervals;
  const choice = { level, rates };
  const found =
    method === "analytic"
      ? analyticIntervals(figures, { values, groups: compared(statistics, choice) }, choice)
      : intervals;
  return figures.map((figure, i) => ({
    metric: figure.metric.name,
    attribute: grouping.attribute,
    group: figure.group === null ? null : grouping.groups[figure.group]!.name,
    within: grouping.within,
    split,
    n: evidenceOf(figure, statistics).rows,
    value: values[i]!,
    low: found?.[i]?.low ?? Number.NaN,
    high: found?.[i]?.high ?? Number.NaN,
  }));
}
