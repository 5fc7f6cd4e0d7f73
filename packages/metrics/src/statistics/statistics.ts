import type { CellCounts } from "./cell-tally.ts";
import type { ScoreRows } from "./score-rows.ts";

/**
 * All that the figures of a group and their intervals are computed from. Statistics of parts of the rows merge into those of the
 * whole. A metric of another kind adds its statistic here.
 */
export interface GroupStatistics extends CellCounts {
  /** No rows where there are no scores. */
  readonly scores: ScoreRows;
}

/** The groups of one attribute, and all of their rows together. */
export interface Statistics {
  readonly groups: readonly GroupStatistics[];
  readonly overall: GroupStatistics;
}
