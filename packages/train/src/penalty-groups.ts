import { FairlineError } from "@fairline/core";
import {
  attributeColumn,
  columnRoles,
  columnsWithRole,
  columnType,
  partition,
} from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import type { FairnessParams } from "./params.ts";

/** Groups that a penalty compares at most: of more, a batch has too few rows each. */
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
  requireSensitive(table, name);
  const divided = partition(table, [name], { missing: "omit" });
  requireFewGroups(table, name, divided);
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

function requireSensitive(table: Table, name: string): void {
  if (columnRoles(table, name).includes("sensitive")) return;
  const sensitive = columnsWithRole(table, "sensitive");
  throw new FairlineError(
    "PARAM_INVALID",
    `fairness.attribute is "${name}", which does not have the role "sensitive"`,
    {
      hint: `Give it that role at ingest (roles: { sensitive: [${name}] })${sensitive.length === 0 ? "" : `, or name one that has it: ${sensitive.join(", ")}`}.`,
    },
  );
}

function requireFewGroups(table: Table, name: string, { groups }: Partition): void {
  const isNumeric = columnType(table, name) === "integer";
  const most = isNumeric ? MOST_CODES : MOST_GROUPS;
  if (groups.length <= most) return;
  throw new FairlineError(
    "PARAM_INVALID",
    `fairness.attribute "${name}" has ${String(groups.length)} groups; a penalty compares at most ${String(most)}${isNumeric ? " of whole numbers" : ""}`,
    {
      hint: isNumeric
        ? "Cut it into ranges in a clean stage (bands)."
        : "Choose a column whose values are groups of many rows, or merge values in a clean stage (map-values).",
    },
  );
}
