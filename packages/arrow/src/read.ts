import { FairlineError } from "@fairline/core";
import { DataType } from "apache-arrow";
import type { Data } from "apache-arrow";
import { typeName } from "./chunk.ts";
import type { CategoryColumn, Column, NumberColumn, TextColumn } from "./column.ts";
import { textColumn } from "./column.ts";
import { isNumberType, numbersOf } from "./number.ts";
import { requireField } from "./table.ts";
import type { Table } from "./table.ts";
import { valueCodes } from "./value-codes.ts";
import type { ValueCodes } from "./value-codes.ts";
import { hasText, valueTexts } from "./value-text.ts";

/** What a column holds, for people and for choosing how to read it. */
export type ColumnType = "number" | "integer" | "category" | "text" | "boolean" | "other";

/**
 * The type of a column. Dictionary-coded words are `category`, plain utf8 is `text`; a column of Arrow's null type is
 * a `category` without values; dates, times, lists and all else are `other`.
 *
 * @throws FairlineError `COLUMN_MISSING`
 */
export function columnType(table: Table, name: string): ColumnType {
  const type = arrowType(table, name);
  if (DataType.isInt(type)) return "integer";
  if (DataType.isFloat(type) || DataType.isDecimal(type)) return "number";
  if (DataType.isDictionary(type) || DataType.isNull(type)) return "category";
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type))
    return "text";
  if (DataType.isBool(type)) return "boolean";
  return "other";
}

/**
 * Reads a numeric column; integers of any width, decimals and booleans (as 0 and 1) too.
 *
 * @returns Values of length `table.numRows`, NaN where null.
 * @throws FairlineError `COLUMN_MISSING`; `COLUMN_TYPE` where the values are not numbers; `VALUE_INVALID` for a
 *   64-bit integer that a double cannot hold.
 */
export function numbers(table: Table, name: string): NumberColumn {
  const type = arrowType(table, name);
  if (!isNumberType(type)) {
    throw new FairlineError(
      "COLUMN_TYPE",
      `column "${name}" holds ${typeWord(table, name)} values, not numbers`,
      {
        hint: "Choose a numeric column, or convert this one at ingest.",
      },
    );
  }
  const values = numbersOf(name, chunksOf(table, name));
  return { type: "number", values, integer: DataType.isInt(type) };
}

/**
 * Reads a column of single values as categories: words as they are, numbers and booleans as written, dates and times
 * as ISO 8601.
 *
 * @returns Codes of length `table.numRows`, -1 where null or NaN; categories in order of first appearance.
 * @throws FairlineError `COLUMN_MISSING`, or `COLUMN_TYPE` for a column of nested or binary values.
 */
export function categories(table: Table, name: string): CategoryColumn {
  const { codes, texts: values } = columnCodes(table, name);
  return { type: "category", codes, values: values() };
}

/** The distinct values of a column, numbered: {@link categories} without the text of each. @throws FairlineError as there */
export function columnCodes(table: Table, name: string): ValueCodes {
  requireWords(table, name, "categories");
  return valueCodes(chunksOf(table, name));
}

/** Reads a column as text; like {@link categories}, but one string per row. @throws FairlineError as there */
export function texts(table: Table, name: string): TextColumn {
  requireWords(table, name, "text");
  return textColumn(valueTexts(chunksOf(table, name)));
}

/**
 * Reads a column as what it is: numbers, text, or categories. Booleans are categories `false` and `true`, dates and
 * times categories in ISO 8601.
 *
 * @throws FairlineError as {@link numbers} and {@link categories}
 */
export function column(table: Table, name: string): Column {
  switch (columnType(table, name)) {
    case "number":
    case "integer":
      return numbers(table, name);
    case "text":
      return texts(table, name);
    case "category":
    case "boolean":
    case "other":
      return categories(table, name);
  }
}

function requireWords(table: Table, name: string, wanted: string): void {
  if (hasText(arrowType(table, name))) return;
  throw new FairlineError(
    "COLUMN_TYPE",
    `column "${name}" holds ${typeWord(table, name)} values, not ${wanted}`,
    {
      hint: "Choose a column of words, numbers, booleans or dates.",
    },
  );
}

/** The type in a message: our word for it, or Arrow's where we have none. */
function typeWord(table: Table, name: string): string {
  const type = columnType(table, name);
  return type === "other" ? typeName(arrowType(table, name)) : type;
}

function arrowType(table: Table, name: string): DataType {
  return requireField(table, name).type as DataType;
}

function chunksOf(table: Table, name: string): Data[] {
  const at = table.schema.fields.indexOf(requireField(table, name));
  return table.batches.map(({ data }) => data.children[at]!);
}
