import {
  attributeColumns,
  partition,
  requireRowsOfSplit,
  rowWeights,
  withRowWeights,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { labelColumn } from "./label-column.ts";
import { missingPairs, weightlessPairs } from "./pairs.ts";
import { reweighingWeights } from "./reweigh.ts";
import type { ReweighParams } from "./reweigh.stage.ts";

/**
 * Reweighs the training rows of a table; other rows keep their weight, 1 if they had none.
 *
 * @returns The table with its weight column changed, or with one added at the end.
 */
export function reweighTable(
  table: Table,
  params: ReweighParams,
  context: Pick<StageContext, "log">,
): Table {
  const attributes = attributeColumns(table, params.attributes);
  const rows = requireRowsOfSplit(table, "train");
  const group = partition(table, attributes, { rows, missing: "refuse" });
  const label = partition(table, [labelColumn(table)], { rows, missing: "refuse" });
  const weights = Float64Array.from(rowWeights(table, rows));
  const prior = Float64Array.from(rows, (row) => weights[row]!);
  const warn = (lack: string): void => {
    context.log("warn", `${lack}: group and label stay dependent under the weights`);
  };
  for (const pair of missingPairs(group, label)) warn(`no training row has ${pair}`);
  for (const pair of weightlessPairs(group, label, prior)) {
    warn(`no training row with a weight above 0 has ${pair}`);
  }
  for (const [i, weight] of reweighingWeights(group, label, prior).entries())
    weights[rows[i]!] = weight;
  return withRowWeights(table, weights, params.weight);
}
