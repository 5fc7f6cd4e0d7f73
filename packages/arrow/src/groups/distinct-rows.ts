import { columnCodes } from "../read.ts";
import type { Table } from "../table.ts";
import { numberRows } from "./number-rows.ts";
import { allRows } from "./partition.ts";

/**
 * The first row of every combination of values that occurs in some columns, ascending; a missing value is a value.
 *
 * @throws FairlineError `COLUMN_MISSING`, or `COLUMN_TYPE` for a column of nested values.
 */
export function distinctRows(table: Table, columns: readonly string[]): Uint32Array {
  const values = columns.map((name) => columnCodes(table, name).codes);
  return numberRows(values, allRows(table)).first;
}
