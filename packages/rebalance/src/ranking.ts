import { numbers, readFeatures } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import { naiveBayesLogOdds } from "./naive-bayes.ts";

/** What a ranking of rows rests on. */
export interface RankingChoice {
  /** Column with a score for every training row: the higher, the likelier the positive class. */
  readonly scores?: string | undefined;
  /** What naive Bayes learns from where no scores are given. */
  readonly features?: readonly string[] | undefined;
}

/**
 * How likely every training row is to be positive, for ranking them: by a column of the table, or by naive Bayes fitted on them.
 *
 * @param labels - One per row of `rows`.
 * @returns One per row of `rows`; only their order means anything.
 * @throws FairlineError `VALUE_MISSING` for a row without a score, else as `readFeatures` does.
 */
export function rankingScores(
  table: Table,
  { rows, labels }: { readonly rows: Uint32Array; readonly labels: Uint8Array },
  { scores, features }: RankingChoice,
): Float64Array {
  if (scores === undefined) return naiveBayesLogOdds(readFeatures(table, features), rows, labels);
  const { values } = numbers(table, scores);
  const missing = rows.find((row) => Number.isNaN(values[row]));
  if (missing !== undefined) {
    throw new FairlineError(
      "VALUE_MISSING",
      `column "${scores}" has no score in training row ${String(missing + 1)}`,
      { hint: "Score all training rows, or leave scores out." },
    );
  }
  return Float64Array.from(rows, (row) => values[row]!);
}
