import { FairlineError } from "@fairline/core";
import { DataType } from "apache-arrow";
import type { Data } from "apache-arrow";
import { typeName, typeOf, valueTypeOf } from "./chunk.ts";
import { columnChunk } from "./column-chunk.ts";
import { categoryColumn, categoryWords, columnLength } from "./column.ts";
import type { Column } from "./column.ts";
import { joinData } from "./join.ts";
import { column } from "./read.ts";
import { assemble, columnNames, columnParts } from "./table.ts";
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

/**
 * Stacks tables with the same columns in the same order. Roles and metadata are the first table's.
 *
 * A column that has one type everywhere keeps it. Where types differ, numbers stay numbers, and all else becomes
 * categories of words.
 *
 * @throws FairlineError `COLUMN_MISSING` where names differ, `ROWS_EMPTY` for no table at all.
 */
export function concatRows(tables: readonly Table[]): Table {
  const [first] = tables;
  if (first === undefined) {
    throw new FairlineError("ROWS_EMPTY", "there is no table to concatenate");
  }
  const names = columnNames(first);
  for (const table of tables) {
    if (columnNames(table).join("\0") !== names.join("\0")) {
      throw new FairlineError(
        "COLUMN_MISSING",
        `tables to concatenate have other columns: ${columnNames(table).join(", ")}`,
        { hint: `Give them the columns of the first: ${names.join(", ")}.` },
      );
    }
  }
  const columns = tables.map(columnParts);
  const parts = columns[0]!.map(({ field }, i) => {
    const chunks = columns.map((column) => column[i]!.data);
    return { field, data: stackColumn(tables, field.name, chunks) };
  });
  const length = tables.reduce((rows, { numRows }) => rows + numRows, 0);
  return assemble(parts, first.schema.metadata, length);
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

/** One column of several tables, one after another. */
function stackColumn(tables: readonly Table[], name: string, chunks: readonly Data[]): Data {
  const type = typeOf(chunks[0]!);
  return chunks.every((chunk) => kindOf(typeOf(chunk)) === kindOf(type))
    ? joinData(type, chunks)
    : columnChunk(concatColumns(tables.map((table) => column(table, name))));
}

/** Equal for types whose chunks can be joined: dictionaries of any code width are alike. */
function kindOf(type: DataType): string {
  return DataType.isDictionary(type) ? `words of ${typeName(valueTypeOf(type))}` : typeName(type);
}

/** Numbers if all are numbers, else categories of words. */
function concatColumns(columns: readonly Column[]): Column {
  const numeric = columns.filter((part) => part.type === "number");
  if (numeric.length < columns.length) {
    return categoryColumn(chain(columns.map(columnWords)));
  }
  const values = new Float64Array(numeric.reduce((rows, part) => rows + part.values.length, 0));
  let start = 0;
  for (const part of numeric) {
    values.set(part.values, start);
    start += part.values.length;
  }
  return { type: "number", values, integer: numeric.every((part) => part.integer) };
}

function* chain<T>(lists: readonly (readonly T[])[]): Generator<T> {
  for (const list of lists) yield* list;
}

function columnWords(column: Column): readonly (string | null)[] {
  switch (column.type) {
    case "text":
      return column.values;
    case "category":
      return categoryWords(column);
    case "number":
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
  }
}
