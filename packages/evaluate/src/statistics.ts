import { CellTally, NO_SCORES, scoresByGroup, sortRows } from "@fairline/metrics";
import type { ScoreRows, SortedRows, Statistics } from "@fairline/metrics";
import type { Grouping, Sample } from "./sample.ts";

/** The scores of all evaluated rows, sorted once for every grouping; undefined where there are none. */
export function sortedScores({ y, score, weight }: Sample): SortedRows | undefined {
  return score === undefined ? undefined : sortRows({ label: y, score, weight });
}

/**
 * The statistics of the groups of a grouping: one pass over the rows for counts, and one over their sorted scores.
 *
 * @param sorted - As {@link sortedScores} gives it.
 * @param whole - Scores of all rows as one group, to share where the groups hold all of them.
 */
export function statisticsOf(
  sample: Sample,
  grouping: Pick<Grouping, "groups" | "codes">,
  { sorted, whole }: { readonly sorted: SortedRows | undefined; readonly whole?: ScoreRows },
): Statistics {
  const { y, prediction, weight } = sample;
  const groups = grouping.groups.length;
  const tally = new CellTally(groups, weight !== undefined);
  tally.add({ codes: grouping.codes, label: y, prediction, weight });
  const scores = sorted && scoresByGroup(sorted, grouping.codes, groups);
  const all = sorted && scores && overallScores(sorted, grouping.codes, { scores, whole });
  return {
    groups: tally.groups().map((counts, g) => ({ ...counts, scores: scores?.[g] ?? NO_SCORES })),
    overall: { ...tally.overall(), scores: all ?? NO_SCORES },
  };
}

/** The scores of all groups together: those of all rows where the groups hold them all, or of the one group. */
function overallScores(
  sorted: SortedRows,
  codes: Int32Array,
  {
    scores,
    whole,
  }: { readonly scores: readonly ScoreRows[]; readonly whole?: ScoreRows | undefined },
): ScoreRows {
  if (scores.length === 1) return scores[0]!;
  const rows = scores.reduce((total, group) => total + group.score.length, 0);
  if (whole?.score.length === rows) return whole;
  const together = codes.map((code) => Math.min(code, 0));
  return scoresByGroup(sorted, together, 1)[0]!;
}
