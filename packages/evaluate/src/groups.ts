import type { Table } from "@fairline/arrow";
import type { MetricRow, StageContext } from "@fairline/core";
import type { Convention, MetricNeed, MetricsArtifact, ScorePanel } from "@fairline/metrics";
import type { Model } from "@fairline/model";
import type { Interval } from "@fairline/numeric";
import { about, notes } from "./about.ts";
import type { Measured } from "./about.ts";
import { bootstrap } from "./bootstrap.ts";
import { readDecisions } from "./decisions.ts";
import { evaluatedRows } from "./evaluated-rows.ts";
import { computeFigures, planFigures, rowsBehind } from "./figures.ts";
import { groupingsOf } from "./groupings.ts";
import type { GroupsParams } from "./groups.stage.ts";
import { predictionsTable } from "./predictions.ts";
import { wholeSample } from "./sample.ts";
import type { Grouping, Sample } from "./sample.ts";
import { countGroups, makePanels, summarise } from "./summary.ts";

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
  const { convention } = params;
  const all = measure(sample, wholeSample(sample.n), { convention });
  const whole = all.panels?.overall;
  const measured = [
    all,
    ...groupings.map((grouping) => measure(sample, grouping, { convention, whole })),
  ];
  for (const { level, message } of notes({ decisions, measured, smallest: params["min-group"] })) {
    context.log(level, message);
  }
  const intervals =
    params.intervals.method === "bootstrap"
      ? await bootstrap(sample, measured, params.intervals, context)
      : [];
  return {
    metrics: {
      rows: measured.flatMap((each, i) => metricRows(each, evaluated.split, intervals[i])),
      about: about(table, { evaluated, decisions, measured, params }),
    },
    predictions: predictionsTable(table, rows, { sample, classes, replace: model !== undefined }),
  };
}

function measure(
  sample: Sample,
  grouping: Grouping,
  choice: { readonly convention: Convention; readonly whole?: ScorePanel | undefined },
): Measured {
  const known = new Set<MetricNeed>();
  if (sample.y !== undefined) known.add("label");
  if (sample.prediction !== undefined) known.add("prediction");
  if (sample.score !== undefined) known.add("score");
  const { convention, whole } = choice;
  const compared = grouping.attribute !== null;
  const panels = makePanels(sample, grouping, whole);
  return {
    grouping,
    panels,
    figures: planFigures({ groups: grouping.groups.length, compared, known, convention }),
    summary: summarise(countGroups(sample, grouping), panels),
  };
}

function metricRows(
  { grouping, figures, summary }: Measured,
  split: string,
  intervals: readonly Interval[] | undefined,
): MetricRow[] {
  const values = computeFigures(figures, summary);
  return figures.map((figure, i) => ({
    metric: figure.metric.name,
    attribute: grouping.attribute,
    group: figure.group === null ? null : grouping.groups[figure.group]!.name,
    within: grouping.within,
    split,
    n: rowsBehind(figure, summary),
    value: values[i]!,
    low: intervals?.[i]?.low ?? Number.NaN,
    high: intervals?.[i]?.high ?? Number.NaN,
  }));
}
