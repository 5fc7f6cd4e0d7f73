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
import type { FairnessParams, TrainingParams } from "./params.ts";

/** Groups that are compared at most: of more, a batch has too few rows each. */
const MOST_GROUPS = 50;
/** Distinct whole numbers up to which they count as codes of groups, and not as amounts. */
const MOST_CODES = 20;

/**
 * The groups of a fairness penalty among all rows of a table.
 *
 * @throws FairlineError as `attributeColumn` does; `PARAM_INVALID` for a column that is not sensitive, or has more groups than a penalty can compare;
 *   `GROUP_EMPTY` for fewer than two groups among the training rows that the penalty looks at.
 */
export function penaltyGroups(
  table: Table,
  { penalty, attribute }: FairnessParams,
  { labels, train }: { readonly labels: Uint8Array; readonly train: Uint32Array },
): Partition {
  const name = attributeColumn(table, attribute, "fairness.attribute");
  const divided = comparableGroups(table, name, "fairness.attribute");
  const positives = penalty === "equal-opportunity";
  const rows = positives ? train.filter((row) => labels[row] === 1) : train;
  const counted = partition(table, [name], { rows, missing: "omit" });
  if (counted.groups.length < 2) {
    const found = counted.groups.map((group) => `only "${group.name}"`)[0] ?? "none";
    throw new FairlineError(
      "GROUP_EMPTY",
      `the penalty ${penalty} needs two groups of "${name}" among the ${positives ? "positive " : ""}training rows; there is ${found}`,
      {
        hint: "Choose another fairness.attribute, or a split that leaves rows to every group.",
      },
    );
  }
  return divided;
}

/**
 * The groups that early stopping compares; undefined where it compares none.
 *
 * @throws FairlineError as {@link penaltyGroups} does for an attribute
 */
export function watchedGroups(table: Table, params: TrainingParams): Partition | undefined {
  const stopping = params["early-stopping"];
  if (stopping === undefined || stopping === false) return undefined;
  const { metric, "max-gap": most, attribute = params.fairness?.attribute } = stopping;
  if (most === undefined && findMetric(metric)?.scope !== "between-groups") return undefined;
  const parameter = "early-stopping.attribute";
  return comparableGroups(table, attributeColumn(table, attribute, parameter), parameter);
}

/** @throws FairlineError `PARAM_INVALID` for a column that is not sensitive, or has too many groups */
function comparableGroups(table: Table, name: string, parameter: string): Partition {
  requireSensitive(table, name, parameter);
  const divided = partition(table, [name], { missing: "omit" });
  requireFewGroups(table, { name, parameter, groups: divided.groups.length });
  return divided;
}

function requireSensitive(table: Table, name: string, parameter: string): void {
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
  found: { readonly name: string; readonly parameter: string; readonly groups: number },
): void {
  const isNumeric = columnType(table, found.name) === "integer";
  const most = isNumeric ? MOST_CODES : MOST_GROUPS;
  if (found.groups <= most) return;
  throw new FairlineError(
    "PARAM_INVALID",
    `${found.parameter} "${found.name}" has ${String(found.groups)} groups; at most ${String(most)}${isNumeric ? " of whole numbers" : ""} can be compared while training`,
    {
      hint: isNumeric
        ? "Cut it into ranges in a clean stage (bands)."
        : "Choose a column whose values are groups of many rows, or merge values in a clean stage (map-values).",
    },
  );
}
