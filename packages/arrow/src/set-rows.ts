import { FairlineError } from "@fairline/core";
import { categoryWords, columnLength } from "./column.ts";
import type { CategoryColumn, Column } from "./column.ts";
import { rowNumbers } from "./groups/number-rows.ts";
import { column as readColumn } from "./read.ts";
import { requirePositions } from "./rows.ts";
import { columnParts, requireField, withColumn, withPart } from "./table.ts";
import type { Table } from "./table.ts";
import { takeData } from "./take.ts";

/** Cells of a column, and what they become. */
export type NewCells =
  /** Cell `rows[i]` becomes what row `fromRows[i]` of the same column holds. */
  | { readonly rows: ArrayLike<number>; readonly fromRows: ArrayLike<number> }
  /** Cell `rows[i]` becomes value i of a column that holds the same sort of values. */
  | { readonly rows: ArrayLike<number>; readonly values: Column };

/**
 * The same table with some cells of a column changed. Roles, metadata and all other cells stay. Of a row that is named twice,
 * the last change counts.
 *
 * Taken from other rows, cells keep the column's type, whatever it is. Given as values, numbers go into numbers, and words
 * into categories and text; a column of whole numbers stays one where the values are whole numbers too.
 *
 * @throws FairlineError `COLUMN_MISSING`; `LENGTH_MISMATCH` unless there is one new cell per row; `COLUMN_TYPE` for words in a column
 *   of numbers, or numbers in one of words.
 * @throws RangeError for a row outside the table.
 */
export function setRows(table: Table, name: string, cells: NewCells): Table {
  requirePositions(cells.rows, table.numRows);
  if ("values" in cells) {
    requireSameLength(name, cells.rows, columnLength(cells.values));
    return withColumn(table, name, withValues(table, name, cells.rows, cells.values));
  }
  const { rows, fromRows } = cells;
  requirePositions(fromRows, table.numRows);
  requireSameLength(name, rows, fromRows.length);
  const at = table.schema.fields.indexOf(requireField(table, name));
  const { field, data } = columnParts(table)[at]!;
  const sources = rowNumbers(table.numRows);
  for (let i = 0; i < rows.length; i++) sources[rows[i]!] = fromRows[i]!;
  return withPart(table, { field, data: takeData(data, sources) });
}

/** The column with new values in some rows. */
function withValues(table: Table, name: string, rows: ArrayLike<number>, values: Column): Column {
  const own = readColumn(table, name);
  if (own.type === "number") {
    if (values.type !== "number") throw otherSort(name, "numbers", "words");
    const changed = own.values.slice();
    for (let i = 0; i < rows.length; i++) changed[rows[i]!] = values.values[i]!;
    return { type: "number", values: changed, integer: own.integer && values.integer };
  }
  if (values.type === "number") throw otherSort(name, "words", "numbers");
  const words = values.type === "text" ? values.values : categoryWords(values);
  if (own.type === "category") return withWords(own, rows, words);
  const changed = [...own.values];
  for (let i = 0; i < rows.length; i++) changed[rows[i]!] = words[i]!;
  return { type: "text", values: changed };
}

function withWords(
  own: CategoryColumn,
  rows: ArrayLike<number>,
  words: readonly (string | null)[],
): CategoryColumn {
  const codeOf = new Map(own.values.map((value, code) => [value, code]));
  const codes = own.codes.slice();
  for (const [i, word] of words.entries()) {
    if (word !== null && !codeOf.has(word)) codeOf.set(word, codeOf.size);
    codes[rows[i]!] = word === null ? -1 : codeOf.get(word)!;
  }
  return { type: "category", codes, values: [...codeOf.keys()] };
}

function requireSameLength(name: string, rows: ArrayLike<number>, cells: number): void {
  if (cells === rows.length) return;
  throw new FairlineError(
    "LENGTH_MISMATCH",
    `${String(cells)} new cells for ${String(rows.length)} rows of column "${name}"`,
    { hint: "Give one for each row." },
  );
}

function otherSort(name: string, held: string, given: string): FairlineError {
  return new FairlineError("COLUMN_TYPE", `column "${name}" holds ${held}, not ${given}`, {
    hint: "Convert the column first, or choose another.",
  });
}
