import { readFeatures, requireRowsOfSplit, sensitiveColumns } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { changeNumbers, isNumeric, withoutFeatureRole } from "./number-columns.ts";
import { sensitiveNumbers } from "./regressors.ts";
import { correlationRemover } from "./remove-correlation.ts";
import type { RemoveCorrelationParams } from "./remove-correlation.stage.ts";
import { tellOfCategories, tellOfUnknown } from "./transform-notes.ts";

/** Makes the numeric features of a table uncorrelated with its sensitive columns; fitted on training rows, applied to all. */
export function uncorrelatedTable(
  table: Table,
  { attributes, features, level }: RemoveCorrelationParams,
  context: Pick<StageContext, "log">,
): Table {
  const names = [...new Set(attributes ?? sensitiveColumns(table))];
  const rows = requireRowsOfSplit(table, "train");
  const sensitive = names.map((name) => sensitiveNumbers(table, name, rows));
  for (const { name, unknown } of sensitive) tellOfUnknown(name, unknown, context);
  const others = readFeatures(table, features).filter(({ name }) => !names.includes(name));
  tellOfCategories(others, context);
  const remove = correlationRemover(
    sensitive.flatMap(({ columns }) => columns),
    rows,
    level,
  );
  const changed = others
    .filter(isNumeric)
    .reduce((result, feature) => changeNumbers(result, feature, remove), table);
  return withoutFeatureRole(changed, names);
}
