import { attributeColumns, cross, partition, requireRowsOfSplit, takeRows } from "@fairline/arrow";
import type { Partition, Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { createRandom } from "@fairline/numeric";
import { equalSizes, givenSizes, independentSizes, sizesOf } from "./class-sizes.ts";
import { labelColumn } from "./label-column.ts";
import { missingPairs } from "./pairs.ts";
import { bootstrapCounts, drawCounts } from "./resample.ts";
import type { ResampleParams } from "./resample.stage.ts";
import { countsOfAllRows, keptThenCopies, warnOfExtremes } from "./row-counts.ts";

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
  const draw = params.method === "bootstrap" ? bootstrapCounts : drawCounts;
  const drawn = draw(classes, sizes, createRandom(context.seed));
  // How many rows there are in all is the user's word there, and no class's.
  warnOfExtremes(drawn, context, params.rows === undefined ? classes : undefined);
  return takeRows(table, keptThenCopies(countsOfAllRows(table.numRows, rows, drawn)));
}

/** The classes to bring into balance, and their sizes then. */
function plan(
  table: Table,
  rows: Uint32Array,
  params: ResampleParams,
  context: Pick<StageContext, "log">,
): { readonly classes: Partition; readonly sizes: Float64Array } {
  const { method, by, to, attributes } = params;
  const divide = (columns: readonly string[]): Partition =>
    partition(table, columns, { rows, missing: "refuse" });
  const label = (): Partition => divide([labelColumn(table)]);
  const group = (): Partition => divide(attributeColumns(table, attributes));
  if (by !== "both") {
    const classes = by === "label" ? label() : group();
    return { classes, sizes: classSizes(classes, params) };
  }
  const pairs = { group: group(), label: label() };
  const classes = cross(pairs.group, pairs.label);
  for (const pair of missingPairs(pairs.group, pairs.label)) {
    context.log("warn", `no training row has ${pair}: there is nothing to copy or to leave out`);
  }
  const sizes =
    to === "independent"
      ? independentSizes(pairs, classes, method, params.rows)
      : classSizes(classes, params);
  return { classes, sizes };
}

function classSizes(classes: Partition, { method, to, rows }: ResampleParams): Float64Array {
  if (to === "same") {
    const shares = Object.fromEntries(classes.groups.map(({ name, size }) => [name, size]));
    return rows === undefined ? sizesOf(classes) : givenSizes(classes, shares, method, rows);
  }
  return typeof to === "string"
    ? equalSizes(classes, method, rows)
    : givenSizes(classes, to, method, rows);
}
