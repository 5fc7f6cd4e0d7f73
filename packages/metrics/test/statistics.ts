import { CellTally, NO_SCORES, scoresByGroup, sortRows } from "@fairline/metrics";
import type { Statistics } from "@fairline/metrics";

/** Some rows as columns of one length. */
export interface TestRows {
  /** The group of each row, from 0. */
  readonly codes: readonly number[];
  readonly y: readonly number[];
  readonly prediction: readonly number[];
  /** No scores if left out. */
  readonly score?: readonly number[];
  readonly weight?: readonly number[];
}

/** The statistics of the groups of some rows. */
export function statisticsOf(rows: TestRows, groups: number): Statistics {
  const { codes, y, prediction, score, weight } = rows;
  const tally = new CellTally(groups, weight !== undefined);
  tally.add({ codes, label: y, prediction, weight });
  const scoresIn = (of: readonly number[], count: number) =>
    score === undefined
      ? Array.from({ length: count }, () => NO_SCORES)
      : scoresByGroup(sortRows({ label: y, score, weight }), of, count);
  const scores = scoresIn(codes, groups);
  const [all] = scoresIn(
    codes.map(() => 0),
    1,
  );
  return {
    groups: tally.groups().map((counts, g) => ({ ...counts, scores: scores[g]! })),
    overall: { ...tally.overall(), scores: all! },
  };
}

/** The same rows as one group. */
export function oneGroup(rows: Omit<TestRows, "codes">): Statistics["overall"] {
  return statisticsOf({ ...rows, codes: rows.y.map(() => 0) }, 1).overall;
}
