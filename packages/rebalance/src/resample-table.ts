import { attributeColumns, cross, partition, requireRowsOfSplit, takeRows } from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { labelColumn } from "./label-column.ts";
import { describeGroup, missingPairs } from "./pairs.ts";
import { drawCounts, equalSizes, independentSizes } from "./resample.ts";
import type { ResampleParams } from "./resample.stage.ts";

/** The user is told where less than this share of the training rows is left. */
const FEW_LEFT = 0.5;
/** The user is told where one row stands more often than this. */
const MANY_TIMES = 10;

/**
 * Resamples the training rows of a table; other rows stay.
 *
 * @returns The rows that are kept, in the order of the table, then copies of training rows, in that order too.
 *   A copy is like its row in every column, its id among them.
 */
export function resampleTable(
  table: Table,
  params: ResampleParams,
  context: Pick<StageContext, "log" | "seed">,
): Table {
  const rows = requireRowsOfSplit(table, "train");
  const { classes, sizes } = plan(table, rows, params, context);
  const drawn = drawCounts(classes, sizes, createRandom(context.seed));
  warnOfExtremes(classes, drawn, context);
  const counts = new Uint32Array(table.numRows).fill(1);
  for (const [i, row] of rows.entries()) counts[row] = drawn[i]!;
  return takeRows(table, keptThenCopies(counts));
}

/** The classes to bring into balance, and their sizes then. */
function plan(
  table: Table,
  rows: Uint32Array,
  { method, by, to, attributes }: ResampleParams,
  context: Pick<StageContext, "log">,
): { readonly classes: Partition; readonly sizes: Float64Array } {
  const divide = (columns: readonly string[]): Partition =>
    partition(table, columns, { rows, missing: "refuse" });
  const label = (): Partition => divide([labelColumn(table)]);
  const group = (): Partition => divide(attributeColumns(table, attributes));
  if (by !== "both") {
    const classes = by === "label" ? label() : group();
    return { classes, sizes: equalSizes(classes, method) };
  }
  const pairs = { group: group(), label: label() };
  const classes = cross(pairs.group, pairs.label);
  for (const pair of missingPairs(pairs.group, pairs.label)) {
    context.log("warn", `no training row has ${pair}: there is nothing to copy or to leave out`);
  }
  const sizes =
    to === "equal" ? equalSizes(classes, method) : independentSizes(pairs, classes, method);
  return { classes, sizes };
}

/** @param drawn - How often each row stands in the result. */
function warnOfExtremes(
  classes: Partition,
  drawn: Uint32Array,
  context: Pick<StageContext, "log">,
): void {
  const left = drawn.reduce((sum, count) => sum + Math.min(count, 1), 0);
  const smallest = classes.groups.reduce((a, b) => (b.size < a.size ? b : a));
  const { size } = smallest;
  const name = describeGroup(classes, classes.groups.indexOf(smallest));
  const cause = `${name} has only ${size === 1 ? "1 row" : `${String(size)} rows`}`;
  if (left < FEW_LEFT * drawn.length) {
    const found = `${String(left)} of ${String(drawn.length)} training rows are left`;
    context.log("warn", `${found}: ${cause}`);
  }
  const most = drawn.reduce((a, b) => Math.max(a, b), 0);
  if (most > MANY_TIMES) {
    context.log("warn", `the same training row stands up to ${String(most)} times: ${cause}`);
  }
}

/** Row numbers: every row that counts at least 1, then each as often again as it counts more. */
function keptThenCopies(counts: Uint32Array): number[] {
  const rows: number[] = [];
  for (const [row, count] of counts.entries()) if (count > 0) rows.push(row);
  for (const [row, count] of counts.entries()) for (let i = 1; i < count; i++) rows.push(row);
  return rows;
}
