import { FairlineError } from "@fairline/core";
import { numberColumn } from "./column.ts";
import { numbers } from "./read.ts";
import { columnNames, columnRoles, withColumn } from "./table.ts";
import type { Table } from "./table.ts";

/**
 * Marks rows in a column with role `ignored`: 1 for them, and for those that an earlier stage marked; else 0.
 *
 * @param name - A new column, or the mark of an earlier stage.
 * @param what - What the marked rows are, for the message: `added rows`.
 * @throws FairlineError `COLUMN_DUPLICATE` if the column is there and is not a mark.
 */
export function markRows(
  table: Table,
  name: string,
  { rows, what }: { readonly rows: Uint32Array; readonly what: string },
): Table {
  const marks = new Float64Array(table.numRows);
  if (columnNames(table).includes(name)) {
    if (columnRoles(table, name).join() !== "ignored") {
      throw new FairlineError(
        "COLUMN_DUPLICATE",
        `the table has a column "${name}" that is not a mark of ${what}`,
        { hint: "Name another column in mark, or rename it." },
      );
    }
    marks.set(numbers(table, name).values);
  }
  for (const row of rows) marks[row] = 1;
  return withColumn(table, name, numberColumn(marks, { integer: true }), ["ignored"]);
}
