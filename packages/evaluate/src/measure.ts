import type { MetricRow, StageContext } from "@fairline/core";
import { NO_SCORES } from "@fairline/metrics";
import type { MetricNeed, ScoreRows } from "@fairline/metrics";
import { bootstrap } from "./bootstrap.ts";
import type { Planned, Resampled } from "./bootstrap.ts";
import type { Decisions } from "./decisions.ts";
import { planFigures } from "./figures.ts";
import type { GroupsParams } from "./groups.stage.ts";
import { metricRows } from "./metric-rows.ts";
import { wholeSample } from "./sample.ts";
import type { Grouping, Sample } from "./sample.ts";
import { sortedScores, statisticsOf } from "./statistics.ts";

/** What there is to measure, as typed columns. */
export interface Measurable {
  readonly groupings: readonly Grouping[];
  readonly decisions: Decisions;
  /** What metric rows call the rows that are measured. */
  readonly split: string;
}

/** The figures, and what they were computed from. */
export interface Measured {
  readonly rows: readonly MetricRow[];
  /** All rows as one group, then the groupings. */
  readonly planned: readonly Planned[];
  readonly known: ReadonlySet<MetricNeed>;
}

/** Counts the groups in one pass each, and computes every figure with its interval and its test from what was counted. */
export async function measure(
  { groupings, decisions: { sample }, split }: Measurable,
  params: GroupsParams,
  context: Pick<StageContext, "seed" | "signal" | "progress">,
): Promise<Measured> {
  const known = knownNeeds(sample);
  const sorted = sortedScores(sample);
  const plan = planner({ sample, sorted }, known, params);
  const planned = [wholeSample(sample.n), ...groupings].map(plan);
  const drawn =
    params.intervals.method === "bootstrap"
      ? await bootstrap({ sample, sorted }, planned, params.intervals, context)
      : undefined;
  const isWeighted = sample.weight !== undefined;
  const { seed } = context;
  return {
    rows: metricRows(planned, { split, params, known, isWeighted, seed, drawn }),
    planned,
    known,
  };
}

/** Counts the groups of groupings of one sample, and says which figures they give; that of all rows comes first. */
function planner(
  { sample, sorted }: Resampled,
  known: ReadonlySet<MetricNeed>,
  { convention }: GroupsParams,
): (grouping: Grouping) => Planned {
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
