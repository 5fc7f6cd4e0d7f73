import { columnLength } from "./column.ts";
import type { Column } from "./column.ts";
import { assemble, columnParts } from "./table.ts";
import type { Table } from "./table.ts";
import { takeData } from "./take.ts";

/**
 * The rows at some positions, in that order; a position may occur twice. Types, roles and metadata stay.
 *
 * @param rows - Positions, each in [0, table.numRows).
 * @throws RangeError for a position outside the table.
 */
export function takeRows(table: Table, rows: ArrayLike<number>): Table {
  requirePositions(rows, table.numRows);
  const parts = columnParts(table).map(({ field, data }) => ({
    field,
    data: takeData(data, rows),
  }));
  return assemble(parts, table.schema.metadata, rows.length);
}

/** Rows where `keep` says so. */
export function filterRows(table: Table, keep: (row: number) => boolean): Table {
  const rows: number[] = [];
  for (let row = 0; row < table.numRows; row++) if (keep(row)) rows.push(row);
  return takeRows(table, rows);
}

/** The values of a column at some rows, in that order. @throws RangeError for a row outside it */
export function takeColumn(column: Column, rows: ArrayLike<number>): Column {
  requirePositions(rows, columnLength(column));
  switch (column.type) {
    case "number":
      return { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) };
    case "category":
      return { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) };
    case "text":
      return { ...column, values: Array.from(rows, (row) => column.values[row]!) };
  }
}

/** @throws RangeError for a row outside a table or column of some length. */
export function requirePositions(rows: ArrayLike<number>, length: number): void {
  for (let i = 0; i < rows.length; i++) {
    if (!(rows[i]! >= 0 && rows[i]! < length)) {
      throw new RangeError(
        `position ${String(i)} asks for row ${String(rows[i])} of ${String(length)} rows`,
      );
    }
  }
}
