import {
  categories,
  columnsWithRole,
  readScores,
  readWeights,
  requireSplitNames,
  requireTwoClasses,
  tableMeta,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";

/**
 * Holds the values of columns to what their roles promise: scores in [0, 1], weights of at least 0, splits by their
 * three names, and binary predictions among the label's two classes.
 *
 * @throws FairlineError `VALUE_INVALID` or `VALUE_MISSING`, with column, row and value; `COLUMN_TYPE` for words as
 *   scores or weights.
 */
export function checkRoleValues(table: Table): void {
  for (const name of columnsWithRole(table, "score")) readScores(table, name, { missing: "keep" });
  for (const name of columnsWithRole(table, "weight")) readWeights(table, name);
  for (const name of columnsWithRole(table, "split")) requireSplitNames(table, name);
  for (const name of columnsWithRole(table, "prediction")) checkPrediction(table, name);
}

function checkPrediction(table: Table, name: string): void {
  const { task, positive } = tableMeta(table);
  const [label] = columnsWithRole(table, "label");
  if (task !== "binary" || label === undefined) return;
  const negative = categories(table, label).values.find((word) => word !== positive);
  requireTwoClasses(table, name, { positive, negative });
}
