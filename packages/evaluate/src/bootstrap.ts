import { setImmediate } from "node:timers/promises";
import { attributeName } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { scoreFigures } from "@fairline/metrics";
import type { ScoreFigures, ScorePanel } from "@fairline/metrics";
import { createRandom, percentileInterval } from "@fairline/numeric";
import type { Interval } from "@fairline/numeric";
import { computeFigures } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { countDraw, drawRows } from "./resample.ts";
import type { Grouping, Sample } from "./sample.ts";
import { summarise } from "./summary.ts";
import type { Panels } from "./summary.ts";

/** A grouping with its figures, ready to be resampled. */
export interface Planned {
  readonly grouping: Grouping;
  readonly figures: readonly Figure[];
  readonly panels: Panels | undefined;
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
  sample: Sample,
  planned: readonly Planned[],
  choice: BootstrapChoice,
  context: BootstrapContext,
): Promise<Interval[][]> {
  const random = createRandom(context.seed);
  const rowRandom = random.stream("rows");
  const jobs = planned.map(({ grouping, figures, panels }) => ({
    counts: countDraw(sample, grouping),
    random: random.stream(`counts ${JSON.stringify(attributeName(grouping))}`),
    figures,
    panels,
    replicates: figures.map(() => new Float64Array(choice.replicates)),
  }));
  const needsRows = jobs.some(({ counts, panels }) => counts.needsRows || panels !== undefined);
  for (let replicate = 0; replicate < choice.replicates; replicate++) {
    if (replicate % BATCH === 0) {
      context.progress(replicate, choice.replicates, "resampling rows");
      await setImmediate();
      context.signal.throwIfAborted();
    }
    const drawn = needsRows ? drawRows(rowRandom, sample.n) : NO_ROWS;
    const scoresOf = scoresUnder(drawn);
    for (const job of jobs) {
      const summary = summarise(job.counts.draw(job.random, drawn), job.panels, scoresOf);
      const values = computeFigures(job.figures, summary);
      for (const [i, value] of values.entries()) job.replicates[i]![replicate] = value;
    }
  }
  return jobs.map((job) =>
    job.replicates.map((values) => percentileInterval(values, choice.level)),
  );
}

/** Score metrics under a resample; those of a panel that groupings share are computed once. */
function scoresUnder(drawn: Uint32Array): (panel: ScorePanel) => ScoreFigures {
  const known = new Map<ScorePanel, ScoreFigures>();
  return (panel) => {
    const figures = known.get(panel) ?? scoreFigures(panel, drawn);
    known.set(panel, figures);
    return figures;
  };
}
