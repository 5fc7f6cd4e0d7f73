import { FairlineError, SPLITS, nameHint } from "@fairline/core";
import { rowNumbers } from "./groups/number-rows.ts";
import { missingValue } from "./missing-value.ts";
import { categories, numbers } from "./read.ts";
import type { Table } from "./table.ts";

/** Which rows are held to what a role promises, and whether they may lack a value. */
export interface RoleValues {
  /** Row numbers; all rows if left out. */
  readonly rows?: Uint32Array;
  readonly missing: "keep" | "refuse";
}

/**
 * Reads a column of scores: estimates of the probability of the positive class.
 *
 * @returns One per row asked for, in [0, 1]; NaN where missing and kept.
 * @throws FairlineError `COLUMN_TYPE`; `VALUE_INVALID` outside [0, 1]; `VALUE_MISSING` for a null that is refused.
 */
export function readScores(
  table: Table,
  name: string,
  { rows = rowNumbers(table.numRows), missing }: RoleValues,
): Float64Array {
  const { values } = numbers(table, name);
  const scores = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const score = values[rows[i]!]!;
    if (missing === "refuse" && Number.isNaN(score)) throw missingValue(name, rows[i]!);
    if (score < 0 || score > 1) {
      throw new FairlineError(
        "VALUE_INVALID",
        `score column "${name}" has ${String(score)} in row ${String(rows[i]! + 1)}; a score lies in [0, 1]`,
        { hint: "Scale the scores to probabilities, or give the column another role." },
      );
    }
    scores[i] = score;
  }
  return scores;
}

/**
 * Reads a column of weights.
 *
 * @param rows - Rows whose weights must be finite numbers of at least 0; nothing is asked of the others.
 * @returns Length `table.numRows`.
 * @throws FairlineError `COLUMN_TYPE`; `VALUE_MISSING` or `VALUE_INVALID` with column and row.
 */
export function readWeights(
  table: Table,
  name: string,
  rows: Uint32Array = rowNumbers(table.numRows),
): Float64Array {
  const { values } = numbers(table, name);
  const row = rows.find((each) => !(values[each]! >= 0 && values[each]! < Infinity));
  if (row === undefined) return values;
  const isMissing = Number.isNaN(values[row]);
  const found = isMissing ? "is null" : `has ${String(values[row])}`;
  throw new FairlineError(
    isMissing ? "VALUE_MISSING" : "VALUE_INVALID",
    `weight column "${name}" ${found} in row ${String(row + 1)}; a weight is a finite number of at least 0`,
    { hint: "Correct the row, or give the column another role." },
  );
}

/**
 * Holds a column to the names of splits: train, validation and test.
 *
 * @throws FairlineError `VALUE_MISSING` for a null, `VALUE_INVALID` for another word, with column and row.
 */
export function requireSplitNames(table: Table, name: string): void {
  const { codes, values } = categories(table, name);
  const splits: readonly string[] = SPLITS;
  const row = codes.findIndex((code) => code < 0 || !splits.includes(values[code]!));
  if (row < 0) return;
  const word = values[codes[row]!];
  throw new FairlineError(
    word === undefined ? "VALUE_MISSING" : "VALUE_INVALID",
    `split column "${name}" ${word === undefined ? "is null" : `has "${word}"`} in row ${String(row + 1)}`,
    {
      hint: `${nameHint(word ?? "", SPLITS, "splits")} Rename values in a clean stage: map-values, then split: { column: ${name} }.`,
    },
  );
}
