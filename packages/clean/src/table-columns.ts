import { column, columnNames, columnType } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { ColumnSource } from "@fairline/expression";

/** A table as expressions read it. Columns that are not numbers are read as text; one that cannot be is an error when read. */
export function tableColumns(table: Table): ColumnSource {
  const kindOf = (name: string): "number" | "text" =>
    ["number", "integer"].includes(columnType(table, name)) ? "number" : "text";
  return {
    length: table.numRows,
    kinds: new Map(columnNames(table).map((name) => [name, kindOf(name)])),
    read: (name) => column(table, name),
  };
}
