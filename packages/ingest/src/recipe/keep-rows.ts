import { categoryColumn, categoryWords } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import { TRUE } from "@fairline/expression";
import type { RawColumn } from "../file/raw-column.ts";
import type { RowCondition } from "./row-condition.ts";
import { rowsThatMeet } from "./rows-that-meet.ts";

/**
 * The rows of some columns that meet all of some conditions.
 *
 * @param place - The data set, for messages.
 * @throws FairlineError `ROWS_EMPTY` where there are none
 */
export function keepRows(
  columns: readonly RawColumn[],
  conditions: readonly RowCondition[],
  place: string,
): readonly RawColumn[] {
  if (conditions.length === 0) return columns;
  const met = conditions.map((condition) => rowsThatMeet(condition, columns));
  const rows: number[] = [];
  for (let row = 0, n = columns[0]!.words.codes.length; row < n; row++) {
    if (met.every((truth) => truth[row] === TRUE)) rows.push(row);
  }
  if (rows.length === 0) {
    throw new FairlineError(
      "ROWS_EMPTY",
      `no row of the data set "${place}" meets its conditions`,
      {
        hint: "Look at `keep` in the recipe.",
      },
    );
  }
  return columns.map(({ name, words }) => {
    const all = categoryWords(words);
    return { name, words: categoryColumn(rows.map((row) => all[row]!)) };
  });
}
