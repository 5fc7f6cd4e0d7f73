import type { Confusion } from "./confusion.ts";
import type { ScoreFigures } from "./score-panel.ts";

/** All that the metrics of a group are computed from. A metric of another kind adds its statistic here. */
export interface GroupSummary {
  /** A label or a prediction that is not known counts as 0. */
  readonly counts: Confusion;
  /** NaN where there are no scores or no labels. */
  readonly scores: ScoreFigures;
}

/** The groups of one attribute, and all of their rows together. */
export interface Summary {
  readonly groups: readonly GroupSummary[];
  readonly overall: GroupSummary;
}
