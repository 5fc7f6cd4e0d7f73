import {
  column,
  columnNames,
  columnRoles,
  columnType,
  readTable,
  tableMeta,
  takeRows,
  texts,
} from "@fairline/arrow";
import type { Column, ColumnType, Table, TableMeta } from "@fairline/arrow";
import type { Role } from "@fairline/core";

/** One column of a table as `fairline show` tells it. */
export interface ColumnSummary {
  readonly name: string;
  readonly type: ColumnType;
  readonly roles: readonly Role[];
  /** Rows without a value. */
  readonly missing: number;
  /** Distinct values; null for numbers and text. */
  readonly distinct: number | null;
}

/** A table's columns and its first rows. */
export interface TableSummary {
  readonly rows: number;
  readonly meta: TableMeta;
  readonly columns: readonly ColumnSummary[];
  /** The first rows, values in the order of the columns; null where missing. */
  readonly head: readonly (readonly (string | number | null)[])[];
}

/** Summarises the table in an Arrow file. */
export async function tableSummary(path: string, headRows: number): Promise<TableSummary> {
  const table = await readTable(path);
  const names = columnNames(table);
  const first = takeRows(
    table,
    Uint32Array.from({ length: Math.min(headRows, table.numRows) }, (_, i) => i),
  );
  const head = names.map((name) => cellsOf(first, name));
  return {
    rows: table.numRows,
    meta: tableMeta(table),
    columns: names.map((name) => columnSummary(table, name)),
    head: Array.from({ length: first.numRows }, (_, row) =>
      head.map((values) => values[row] ?? null),
    ),
  };
}

function columnSummary(table: Table, name: string): ColumnSummary {
  const type = columnType(table, name);
  const values = cellsOf(table, name);
  const present = values.filter((value) => value !== null);
  const isCounted = type !== "number" && type !== "integer" && type !== "text";
  return {
    name,
    type,
    roles: columnRoles(table, name),
    missing: values.length - present.length,
    distinct: isCounted ? new Set(present).size : null,
  };
}

/** A column's values, null where missing. A whole number that a double cannot hold, as ids are, is given in words. */
function cellsOf(table: Table, name: string): (string | number | null)[] {
  if (columnType(table, name) !== "integer") return cells(column(table, name));
  return texts(table, name).values.map((word) => {
    const value = Number(word);
    return word === null || !Number.isSafeInteger(value) ? word : value;
  });
}

function cells(values: Column): (string | number | null)[] {
  switch (values.type) {
    case "number":
      return Array.from(values.values, (value) => (Number.isNaN(value) ? null : value));
    case "category":
      return Array.from(values.codes, (code) => (code < 0 ? null : values.values[code]!));
    case "text":
      return [...values.values];
  }
}
