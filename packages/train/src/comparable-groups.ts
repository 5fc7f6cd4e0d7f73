import { FairlineError } from "@fairline/core";
import {
  attributeColumn,
  columnRoles,
  columnsWithRole,
  columnType,
  partition,
} from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import { findMetric } from "@fairline/metrics";
import type { TrainingParams } from "./params.ts";
import { termsOf } from "./fairness/params.ts";

/** Groups that are compared at most: of more, a batch has too few rows each. */
const MOST_GROUPS = 50;
/** Distinct whole numbers up to which they count as codes of groups, and not as amounts. */
export const MOST_CODES = 20;

/**
 * The groups that early stopping compares; undefined where it compares none.
 *
 * @throws FairlineError as {@link comparableGroups} does
 */
export function watchedGroups(table: Table, params: TrainingParams): Partition | undefined {
  const stopping = params["early-stopping"];
  if (stopping === undefined || stopping === false) return undefined;
  const { metric, "max-gap": most } = stopping;
  if (most === undefined && findMetric(metric)?.scope !== "between-groups") return undefined;
  const parameter = "early-stopping.attribute";
  const [ofTerms] = termsOf(params.fairness).flatMap(({ attribute }) => attribute ?? []);
  const name = attributeColumn(table, stopping.attribute ?? ofTerms, parameter);
  return comparableGroups(table, [name], parameter);
}

/**
 * The groups of one or more sensitive columns; of several, the combinations of their values.
 *
 * @param parameter - The parameter that names them, for errors.
 * @throws FairlineError `PARAM_INVALID` for a column that is not sensitive, or has too many groups
 */
export function comparableGroups(
  table: Table,
  columns: readonly string[],
  parameter: string,
): Partition {
  for (const name of columns) requireSensitive(table, name, parameter);
  const divided = partition(table, columns, { missing: "omit" });
  requireFewGroups(table, { columns, parameter, groups: divided.groups.length });
  return divided;
}

/** @throws FairlineError `PARAM_INVALID` for a column that is not sensitive */
export function requireSensitive(table: Table, name: string, parameter: string): void {
  if (columnRoles(table, name).includes("sensitive")) return;
  const sensitive = columnsWithRole(table, "sensitive");
  const others = sensitive.length === 0 ? "" : `, or name one that has it: ${sensitive.join(", ")}`;
  throw new FairlineError(
    "PARAM_INVALID",
    `${parameter} is "${name}", which does not have the role "sensitive"`,
    { hint: `Give it that role at ingest (roles: { sensitive: [${name}] })${others}.` },
  );
}

function requireFewGroups(
  table: Table,
  found: {
    readonly columns: readonly string[];
    readonly parameter: string;
    readonly groups: number;
  },
): void {
  const { columns } = found;
  const isNumeric = columns.length === 1 && columnType(table, columns[0]!) === "integer";
  const most = isNumeric ? MOST_CODES : MOST_GROUPS;
  if (found.groups <= most) return;
  throw new FairlineError(
    "PARAM_INVALID",
    `${found.parameter} "${columns.join(" × ")}" has ${String(found.groups)} groups; at most ${String(most)}${isNumeric ? " of whole numbers" : ""} can be compared while training`,
    {
      hint: isNumeric
        ? "Cut it into ranges in a clean stage (bands)."
        : "Choose a column whose values are groups of many rows, or merge values in a clean stage (map-values).",
    },
  );
}
