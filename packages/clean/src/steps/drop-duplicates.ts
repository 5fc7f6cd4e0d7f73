import { columnNames, distinctRows, takeRows } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { StepResult } from "../step.ts";

/** Keeps the first of the rows that agree in all columns, or in some; a missing value agrees with a missing value. */
export function dropDuplicates(table: Table, by: "all" | readonly string[]): StepResult {
  const names = by === "all" ? columnNames(table) : by;
  return { table: takeRows(table, distinctRows(table, names)) };
}
