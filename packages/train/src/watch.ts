import type { Partition } from "@fairline/arrow";
import { CellTally, groupFigures, scoresByGroup, sortRows } from "@fairline/metrics";
import type { GroupStatistics, Metric, ScoreColumns, TallyRows } from "@fairline/metrics";
import type { Best, StoppingRule } from "./early-stopping.ts";
import type { EpochLosses } from "./epoch-losses.ts";
import { sigmoid } from "./linear/row-loss.ts";
import type { TrainingData } from "./training-data.ts";

/** What early stopping watches on the validation rows. */
export interface Watch {
  readonly rule: StoppingRule;
  /** What the best epoch is best by; undefined for the loss. */
  readonly metric: Metric | undefined;
  /** The gap that the rule holds; undefined where it holds none. */
  readonly gap: Metric | undefined;
  /** The groups that a gap or a metric between groups compares; of all rows of the table. */
  readonly groups: Partition | undefined;
}

/** Figures of decisions and scores that are not losses. */
type Watched = Pick<EpochLosses, "metric" | "gap">;

/**
 * A function that gives the watched figures of the validation rows for their log-odds: of decisions at the threshold 0.5, under the rows'
 * weights. A figure that is undefined is NaN.
 */
export function watcher(
  data: Pick<TrainingData, "validation" | "labels" | "weights">,
  { metric, gap, groups }: Watch,
): (logOdds: Float32Array) => Watched {
  if (metric === undefined && gap === undefined) return () => ({});
  const rows = data.validation;
  const label = Uint8Array.from(rows, (row) => data.labels[row]!);
  const weight = Float64Array.from(rows, (row) => data.weights[row]!);
  const codes = Int32Array.from(rows, (row) => groups?.codes[row] ?? -1);
  const together = new Int32Array(rows.length);
  return (logOdds) => {
    const score = Float64Array.from(logOdds, sigmoid);
    const prediction = Uint8Array.from(logOdds, (odds) => Number(odds >= 0));
    const columns = { label, score, weight, prediction };
    const figures = groupFigures({
      groups: statisticsOf(columns, codes, groups?.groups.length ?? 0),
      overall: statisticsOf(columns, together, 1)[0]!,
    });
    const valueOf = (one: Metric): number =>
      one.scope === "group" ? figures.overall(one) : one.compute(figures);
    return {
      ...(metric === undefined ? {} : { metric: valueOf(metric) }),
      ...(gap === undefined ? {} : { gap: valueOf(gap) }),
    };
  };
}

/** Counts and scores of groups of rows. */
function statisticsOf(
  columns: Omit<TallyRows, "codes"> & ScoreColumns,
  codes: Int32Array,
  groups: number,
): GroupStatistics[] {
  const tally = new CellTally(groups, true);
  tally.add({ ...columns, codes });
  const scores = scoresByGroup(sortRows(columns), codes, groups);
  return tally.groups().map((counts, g) => ({ ...counts, scores: scores[g]! }));
}

/** An epoch as early stopping judges it. */
export function standing({ metric }: Watch, losses: EpochLosses): Best {
  const { epoch, loss, metric: value = Number.NaN, gap } = losses;
  if (metric === undefined) return { epoch, loss, gap };
  return { epoch, loss: metric.better === "higher" ? -value : value, gap };
}
