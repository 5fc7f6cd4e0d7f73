import { setImmediate } from "node:timers/promises";
import { attributeName } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { NO_SCORES } from "@fairline/metrics";
import type {
  CellCounts,
  GroupMetric,
  GroupStatistics,
  ScoreRows,
  SortedRows,
  Statistics,
} from "@fairline/metrics";
import { createRandom, percentileInterval } from "@fairline/numeric";
import type { Interval } from "@fairline/numeric";
import { computeFigures } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { countDraw, drawRows, sumCounts } from "./resample.ts";
import type { Grouping, Sample } from "./sample.ts";

/** A grouping with its figures, ready to be resampled. */
export interface Planned {
  readonly grouping: Grouping;
  readonly figures: readonly Figure[];
  readonly statistics: Statistics;
}

/** The rows that are resampled. */
export interface Resampled {
  readonly sample: Sample;
  /** Their scores; undefined where there are none. */
  readonly sorted: SortedRows | undefined;
}

/** How many resamples, and how wide the intervals. */
export interface BootstrapChoice {
  readonly replicates: number;
  /** In (0, 1). */
  readonly level: number;
}

/** What of a stage's context the bootstrap uses. */
export type BootstrapContext = Pick<StageContext, "seed" | "signal" | "progress">;

/** Resamples between two looks at whether the run was cancelled. */
const BATCH = 100;
const NO_ROWS = new Uint32Array(0);

/**
 * Percentile bootstrap intervals of every figure, by resampling rows with their weights.
 *
 * Counts are resampled per grouping, mostly by multinomial draws; scores by drawing rows, once per resample for
 * all groupings. Either is the row bootstrap; figures of the two kinds do not share their resamples.
 *
 * @returns For each grouping, one interval per figure.
 */
export async function bootstrap(
  { sample, sorted }: Resampled,
  planned: readonly Planned[],
  choice: BootstrapChoice,
  context: BootstrapContext,
): Promise<Interval[][]> {
  const random = createRandom(context.seed);
  const rowRandom = random.stream("rows");
  const jobs = planned.map(({ grouping, figures, statistics }) => ({
    counts: countDraw(sample, grouping, statistics.groups),
    random: random.stream(`counts ${JSON.stringify(attributeName(grouping))}`),
    figures,
    statistics,
    replicates: figures.map(() => new Float64Array(choice.replicates)),
  }));
  const needsRows = sorted !== undefined || jobs.some(({ counts }) => counts.needsRows);
  for (let replicate = 0; replicate < choice.replicates; replicate++) {
    if (replicate % BATCH === 0) {
      context.progress(replicate, choice.replicates, "resampling rows");
      await setImmediate();
      context.signal.throwIfAborted();
    }
    const drawn = needsRows ? drawRows(rowRandom, sample.n) : NO_ROWS;
    const scores = scoresUnder(inOrder(drawn, sorted));
    for (const job of jobs) {
      const counts = job.counts.draw(job.random, drawn);
      const resample = withCounts(job.statistics, counts, scores.of);
      const values = computeFigures(job.figures, resample, scores.compute);
      for (const [i, value] of values.entries()) job.replicates[i]![replicate] = value;
    }
  }
  return jobs.map((job) =>
    job.replicates.map((values) => percentileInterval(values, choice.level)),
  );
}

/** Puts the counts and the scores of a resample together. */
function withCounts(
  { groups, overall }: Statistics,
  counts: readonly CellCounts[],
  scoresOf: (scores: ScoreRows) => ScoreRows,
): Statistics {
  return {
    groups: counts.map((count, g) => ({ ...count, scores: scoresOf(groups[g]!.scores) })),
    overall: { ...sumCounts(counts), scores: scoresOf(overall.scores) },
  };
}

/** Scores under a resample, and their figures; those of scores that groupings share are computed once. */
function scoresUnder(drawn: Uint32Array): {
  readonly of: (scores: ScoreRows) => ScoreRows;
  readonly compute: (metric: GroupMetric, group: GroupStatistics) => number;
} {
  const resampled = new Map<ScoreRows, ScoreRows>([[NO_SCORES, NO_SCORES]]);
  const figures = new Map<ScoreRows, Map<GroupMetric, number>>();
  return {
    of: (scores) => {
      const found = resampled.get(scores) ?? scores.under(drawnWeights(scores, drawn));
      resampled.set(scores, found);
      return found;
    },
    compute: (metric, group) => {
      if (metric.kind !== "scores" && metric.kind !== "mean") return metric.compute(group);
      const known = figures.get(group.scores) ?? new Map<GroupMetric, number>();
      figures.set(group.scores, known);
      const value = known.get(metric) ?? metric.compute(group);
      known.set(metric, value);
      return value;
    },
  };
}

/** How often each row was drawn, in the order of the sorted scores. */
function inOrder(drawn: Uint32Array, sorted: SortedRows | undefined): Uint32Array {
  return sorted === undefined ? NO_ROWS : sorted.order.map((row) => drawn[row]!);
}

function drawnWeights({ places, weight }: ScoreRows, drawn: Uint32Array): Float64Array {
  const weights = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) {
    weights[i] = drawn[places[i]!]! * (weight === undefined ? 1 : weight[i]!);
  }
  return weights;
}
