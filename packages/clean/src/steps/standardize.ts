import { numberColumn, numbers, withColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { mean, sum } from "@fairline/numeric";
import { fitColumns } from "../fit-columns.ts";
import type { StepResult } from "../step.ts";
import { nothingToFit, presentValues, trainingRows } from "../training-values.ts";
import type { StandardizeParams } from "./standardize.step.ts";

const STEP = "standardize";

/**
 * Subtracts the training rows' mean and divides by their standard deviation (n below, as scikit-learn's
 * StandardScaler), in all rows. A column that is constant in the training rows is only centred. Missing stays missing.
 *
 * @throws FairlineError `VALUE_MISSING` where a column has no value in the training rows; `SPLIT_MISSING` or `ROWS_EMPTY`
 *   without training rows; as {@link fitColumns} for named columns.
 */
export function standardize(table: Table, { columns }: StandardizeParams): StepResult {
  const rows = trainingRows(table, STEP);
  const fitted: Record<string, { mean: number; sd: number }> = {};
  let scaled = table;
  for (const name of fitColumns(table, { named: columns, kind: "numbers", step: STEP })) {
    const values = presentValues(table, name, rows);
    if (values.length === 0) {
      throw nothingToFit(name, STEP, "Drop the column, or name the columns to scale.");
    }
    const centre = mean(values);
    const sd = Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / values.length);
    const divisor = sd === 0 ? 1 : sd;
    const column = numbers(table, name).values.map((value) => (value - centre) / divisor);
    scaled = withColumn(scaled, name, numberColumn(column));
    fitted[name] = { mean: centre, sd };
  }
  return { table: scaled, fitted };
}
