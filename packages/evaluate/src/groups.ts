import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { NO_SCORES } from "@fairline/metrics";
import type { MetricNeed, MetricsArtifact, ScoreRows, SortedRows } from "@fairline/metrics";
import type { Model } from "@fairline/model";
import { about, notes } from "./about.ts";
import { bootstrap } from "./bootstrap.ts";
import type { Planned } from "./bootstrap.ts";
import { readDecisions } from "./decisions.ts";
import { evaluatedRows } from "./evaluated-rows.ts";
import { planFigures } from "./figures.ts";
import { groupingsOf } from "./groupings.ts";
import type { GroupsParams } from "./groups.stage.ts";
import { metricRows } from "./metric-rows.ts";
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
  const known = knownNeeds(sample);
  const plan = planner(sample, known, params);
  const measured = [wholeSample(sample.n), ...groupings].map(plan);
  const smallest = params["min-group"];
  for (const { level, message } of notes({ decisions, measured, known, smallest })) {
    context.log(level, message);
  }
  const drawn =
    params.intervals.method === "bootstrap"
      ? await bootstrap(sample, measured, params.intervals, context)
      : undefined;
  return {
    metrics: {
      rows: metricRows(measured, {
        split: evaluated.split,
        params,
        known,
        isWeighted: sample.weight !== undefined,
        seed: context.seed,
        drawn,
      }),
      about: about(table, { evaluated, decisions, measured, known, params }),
    },
    predictions: predictionsTable(table, rows, { sample, classes, replace: model !== undefined }),
  };
}

/** Counts the groups of groupings of one sample, and says which figures they give; that of all rows comes first. */
function planner(
  sample: Sample,
  known: ReadonlySet<MetricNeed>,
  { convention }: GroupsParams,
): (grouping: Grouping) => Planned {
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
