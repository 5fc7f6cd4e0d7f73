import {
  allRows,
  attributeColumn,
  categories,
  requireRowsOfSplit,
  rowWeights,
  setRows,
  takeRows,
  withRowWeights,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { counterparts, sharedWeights } from "./counterfactual.ts";
import type { CounterpartChoice } from "./counterfactual.ts";
import { markCopies } from "./mark.ts";

/** Parameters of `augment/counterfactual`. */
export interface CounterfactualParams extends CounterpartChoice {
  readonly attribute?: string | undefined;
  readonly weight: "copy" | "divide";
  readonly mark: string;
}

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
  const { codes, donors } = trainingGroups(table, attribute, rows);
  const missing = codes.filter((code) => code < 0).length;
  if (missing > 0) {
    const found = `"${attribute}" is null in ${String(missing)} training rows`;
    context.log("warn", `${found}: they get no counterparts`);
  }
  const chosen = counterparts(codes, donors.length, params, createRandom(context.seed));
  const origins = chosen.origins.map((position) => rows[position]!);
  const wanted = Array.from(chosen.groups, (g) => donors[g]!);
  const weighed =
    params.weight === "copy"
      ? table
      : withRowWeights(table, sharedWeights(rowWeights(table, rows), origins));
  const extended = takeRows(weighed, [...allRows(table), ...origins]);
  const copies = allRows(extended).subarray(table.numRows);
  const moved = setRows(extended, attribute, { rows: copies, fromRows: wanted });
  return markCopies(moved, params.mark, table);
}

/**
 * The groups among some rows, numbered in order of first appearance.
 *
 * @returns Per row its group, -1 where it is missing; per group a donor: a row of the table that is in it, so that its value
 *   can be taken whatever its type is.
 */
function trainingGroups(
  table: Table,
  attribute: string,
  rows: Uint32Array,
): { readonly codes: Int32Array; readonly donors: readonly number[] } {
  const { codes, values } = categories(table, attribute);
  const groupOf = new Int32Array(values.length).fill(-1);
  const donors: number[] = [];
  const own = Int32Array.from(rows, (row) => {
    const code = codes[row]!;
    if (code < 0) return -1;
    if (groupOf[code]! < 0) groupOf[code] = donors.push(row) - 1;
    return groupOf[code]!;
  });
  if (donors.length < 2) {
    const found = donors.map((row) => `"${values[codes[row]!]!}"`).join("") || "none";
    throw new FairlineError(
      "GROUP_EMPTY",
      `"${attribute}" needs two groups among the training rows; there is ${found}`,
      { hint: "Choose another attribute, or a split that leaves rows to every group." },
    );
  }
  return { codes: own, donors };
}
