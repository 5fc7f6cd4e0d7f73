import {
  allRows,
  attributeColumn,
  markRows,
  partition,
  requireRowsOfSplit,
  rowWeights,
  setRows,
  takeRows,
  withRowWeights,
} from "@fairline/arrow";
import type { Group, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { counterparts, sharedWeights } from "./counterfactual.ts";
import type { CounterfactualParams } from "./counterfactual.stage.ts";

/**
 * Adds counterparts of training rows to a table: each is like its row in every column but the attribute and the mark.
 * Nothing that depends on the attribute in the world is changed with it.
 *
 * @returns The rows of the table in order, then the counterparts by row and, within a row, by group.
 */
export function addCounterparts(
  table: Table,
  params: CounterfactualParams,
  context: Pick<StageContext, "log" | "seed">,
): Table {
  const attribute = attributeColumn(table, params.attribute);
  const rows = requireRowsOfSplit(table, "train");
  const { codes, groups } = partition(table, [attribute], {
    rows,
    missing: "omit",
    order: "appearance",
  });
  requireTwoGroups(attribute, groups);
  const missing = codes.filter((code) => code < 0).length;
  if (missing > 0) {
    const found = `${String(missing)} of ${String(rows.length)} training rows`;
    context.log("warn", `"${attribute}" is missing in ${found}: they get no counterparts`);
  }
  const chosen = counterparts(codes, groups.length, params, createRandom(context.seed));
  const origins = chosen.origins.map((position) => rows[position]!);
  // A row of each group: its value can be taken whatever the column's type is.
  const donors = groups.map((_, g) => rows[codes.indexOf(g)]!);
  const wanted = Array.from(chosen.groups, (g) => donors[g]!);
  const weighed =
    params.weight === "copy"
      ? table
      : withRowWeights(table, sharedWeights(rowWeights(table, rows), origins));
  const extended = takeRows(weighed, [...allRows(table), ...origins]);
  const copies = allRows(extended).subarray(table.numRows);
  const moved = setRows(extended, attribute, { rows: copies, fromRows: wanted });
  return markRows(moved, params.mark, { rows: copies, what: "added rows" });
}

/** @throws FairlineError `GROUP_EMPTY` for fewer than two groups. */
function requireTwoGroups(attribute: string, groups: readonly Group[]): void {
  if (groups.length >= 2) return;
  const found = groups.map(({ name }) => `"${name}"`).join("") || "none";
  throw new FairlineError(
    "GROUP_EMPTY",
    `"${attribute}" needs two groups among the training rows; there is ${found}`,
    { hint: "Choose another attribute, or a split that leaves rows to every group." },
  );
}
