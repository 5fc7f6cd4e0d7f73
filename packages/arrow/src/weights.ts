import { FairlineError } from "@fairline/core";
import { numberColumn } from "./column.ts";
import { readWeights } from "./role-values.ts";
import { columnsWithRole, columnWithRole } from "./roles.ts";
import { columnNames, withColumn } from "./table.ts";
import type { Table } from "./table.ts";

/**
 * Reads the weights of the rows: the column with role `weight`, or 1 for every row where there is none.
 *
 * @param rows - Rows whose weights must be finite numbers of at least 0, and not all 0; nothing is asked of the others.
 * @returns Length `table.numRows`.
 * @throws FairlineError `VALUE_MISSING` or `VALUE_INVALID` for another weight, with column and row; `ROLE_AMBIGUOUS` for several
 *   columns.
 */
export function rowWeights(table: Table, rows: Uint32Array): Float64Array {
  if (columnsWithRole(table, "weight").length === 0) return new Float64Array(table.numRows).fill(1);
  const name = columnWithRole(table, "weight");
  const weights = readWeights(table, name, rows);
  if (rows.length > 0 && rows.every((row) => weights[row] === 0)) {
    throw new FairlineError("VALUE_INVALID", `weight "${name}" is 0 in every row that counts`, {
      hint: "Give some of them a weight.",
    });
  }
  return weights;
}

/**
 * The same table with these weights: in its column with role `weight`, or in a new one at the end.
 *
 * @param name - Of the new column, where one is needed.
 * @throws FairlineError `COLUMN_DUPLICATE` if a column without that role has the name already.
 */
export function withRowWeights(table: Table, weights: Float64Array, name = "weight"): Table {
  if (columnsWithRole(table, "weight").length > 0) {
    return withColumn(table, columnWithRole(table, "weight"), numberColumn(weights));
  }
  if (columnNames(table).includes(name)) {
    throw new FairlineError(
      "COLUMN_DUPLICATE",
      `the table has a column "${name}" without the role "weight"`,
      { hint: "Give it that role at ingest, or rename it." },
    );
  }
  return withColumn(table, name, numberColumn(weights), ["weight"]);
}
