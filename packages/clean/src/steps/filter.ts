import { filterRows } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import { evaluateCondition, ExpressionError, parseExpression, TRUE } from "@fairline/expression";
import type { StepResult } from "../step.ts";
import { tableColumns } from "../table-columns.ts";

/**
 * Keeps the rows where a condition is true; false and unknown (a missing value) drop a row.
 *
 * @throws FairlineError `COLUMN_MISSING` or `COLUMN_TYPE` for what the condition says of the columns.
 */
export function filter(table: Table, text: string): StepResult {
  const truth = truths(table, text);
  return { table: filterRows(table, (row) => truth[row] === TRUE) };
}

/** Says of types that are mixed up that it is the filter which does so: a stage may have many steps. */
function truths(table: Table, text: string): Uint8Array {
  try {
    return evaluateCondition(parseExpression(text), tableColumns(table)).values;
  } catch (cause) {
    const isMixUp = cause instanceof ExpressionError && cause.code === "COLUMN_TYPE";
    if (!isMixUp || cause.cause !== undefined) throw cause;
    const { code, message, hint } = cause;
    throw new FairlineError(code, `the filter ${message}`, { cause, ...(hint && { hint }) });
  }
}
