import { membersOf } from "@fairline/arrow";
import { confusion, scoreFigures, scorePanel, sumConfusions } from "@fairline/metrics";
import type { Confusion, ScoreFigures, ScorePanel, Summary } from "@fairline/metrics";
import type { Grouping, Sample } from "./sample.ts";

/** The rows of each group, and of all groups together, sorted by score; none where there are no scores or labels. */
export interface Panels {
  readonly groups: readonly ScorePanel[];
  readonly overall: ScorePanel;
}

const NO_SCORES: ScoreFigures = { auc: Number.NaN, logLoss: Number.NaN, brier: Number.NaN };

/** Counts of label and prediction in each group. An unknown label or prediction counts as 0. */
export function countGroups(sample: Sample, grouping: Grouping): Confusion[] {
  const nothing = new Uint8Array(sample.n);
  const { y = nothing, prediction = nothing, weight } = sample;
  return membersOf(grouping).map((rows) => confusion(y, prediction, weight, rows));
}

/**
 * Sorts the rows of each group by score. Undefined where scores or labels are not known.
 *
 * @param whole - All rows, sorted already, to share where the groups hold all of them.
 */
export function makePanels(
  sample: Sample,
  grouping: Grouping,
  whole?: ScorePanel,
): Panels | undefined {
  const { y, score, weight } = sample;
  if (y === undefined || score === undefined) return undefined;
  const rows = membersOf(grouping);
  const members = joined(rows);
  return {
    groups: rows.map((group) => scorePanel(y, score, weight, group)),
    overall: whole?.rows.length === members.length ? whole : scorePanel(y, score, weight, members),
  };
}

/** Puts counts and scores together. */
export function summarise(
  counts: readonly Confusion[],
  panels: Panels | undefined,
  scoresOf: (panel: ScorePanel) => ScoreFigures = scoreFigures,
): Summary {
  const scores = (panel: ScorePanel | undefined): ScoreFigures =>
    panel === undefined ? NO_SCORES : scoresOf(panel);
  return {
    groups: counts.map((count, g) => ({ counts: count, scores: scores(panels?.groups[g]) })),
    overall: { counts: sumConfusions(counts), scores: scores(panels?.overall) },
  };
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
