import {
  attributeColumns,
  markRows,
  partition,
  requireRowsOfSplit,
  setRows,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { binaryLabel } from "./binary-label.ts";
import { rowsToRelabel } from "./massage.ts";
import type { MassageParams } from "./massage.stage.ts";
import { rankingScores } from "./ranking.ts";

/** The user is told where more than this share of the training rows is relabelled. */
const MANY = 0.1;

/** Changes the labels of training rows near the border, and marks these rows. */
export function massagedTable(
  table: Table,
  params: MassageParams,
  context: Pick<StageContext, "log">,
): Table {
  const rows = requireRowsOfSplit(table, "train");
  const attributes = attributeColumns(table, params.attributes);
  const group = partition(table, attributes, { rows, missing: "refuse" });
  const { column, values: labels } = binaryLabel(table, rows);
  const scores = rankingScores(table, { rows, labels }, params);
  const chosen = rowsToRelabel(group, labels, scores);
  const changed = chosen.map((i) => rows[i]!);
  const share = `${String(changed.length)} of ${String(rows.length)} training rows`;
  const level = changed.length > MANY * rows.length ? "warn" : "info";
  context.log(level, `${share} have another label now`);
  // A row of either label: its value can be taken whatever the column's type is.
  const donors = [0, 1].map((y) => rows[labels.indexOf(y)]!);
  const fromRows = chosen.map((i) => donors[1 - labels[i]!]!);
  const relabelled = setRows(table, column, { rows: changed, fromRows });
  return markRows(relabelled, params.mark, { rows: changed, what: "relabelled rows" });
}
