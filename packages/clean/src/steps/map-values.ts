import {
  categories,
  categoryColumn,
  columnRoles,
  tableMeta,
  withColumn,
  withMeta,
} from "@fairline/arrow";
import type { CategoryColumn, Table } from "@fairline/arrow";
import { FairlineError, nameHint } from "@fairline/core";
import type { StepResult } from "../step.ts";
import type { MapValuesParams } from "./map-values.step.ts";

/** Values of a column and what they become; null makes a value missing. */
type ValueMap = MapValuesParams[string];

/**
 * Replaces values of columns, which then hold words. Where the label's or prediction's positive class is replaced, the
 * table's positive class follows.
 *
 * @throws FairlineError `COLUMN_MISSING`; `VALUE_INVALID` for a value that never occurs, or a positive class that would be
 *   missing.
 */
export function mapValues(table: Table, maps: MapValuesParams): StepResult {
  let mapped = table;
  for (const [name, map] of Object.entries(maps)) {
    mapped = withColumn(mapped, name, mappedColumn(name, categories(mapped, name), map));
    mapped = withMappedPositive(mapped, name, map);
  }
  return { table: mapped };
}

function mappedColumn(
  name: string,
  { codes, values }: CategoryColumn,
  map: ValueMap,
): CategoryColumn {
  const unknown = Object.keys(map).find((value) => !values.includes(value));
  if (unknown !== undefined) {
    throw new FairlineError("VALUE_INVALID", `no row of column "${name}" is "${unknown}"`, {
      hint: nameHint(unknown, values, "values"),
    });
  }
  const words = values.map((value) => (Object.hasOwn(map, value) ? map[value]! : value));
  return categoryColumn(Array.from(codes, (code) => (code < 0 ? null : words[code]!)));
}

function withMappedPositive(table: Table, name: string, map: ValueMap): Table {
  const meta = tableMeta(table);
  const isOutcome = columnRoles(table, name).some(
    (role) => role === "label" || role === "prediction",
  );
  const { positive } = meta;
  if (!isOutcome || positive === undefined || !Object.hasOwn(map, positive)) return table;
  const renamed = map[positive];
  if (renamed === null || renamed === undefined) {
    throw new FairlineError(
      "VALUE_INVALID",
      `map-values would make the positive class "${positive}" of column "${name}" missing`,
      { hint: "Filter the rows that should go, or map another class." },
    );
  }
  return withMeta(table, { ...meta, positive: renamed });
}
