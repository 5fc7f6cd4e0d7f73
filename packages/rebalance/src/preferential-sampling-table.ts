import { attributeColumns, cross, partition, requireRowsOfSplit, takeRows } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { binaryLabel } from "./binary-label.ts";
import { independentSizes } from "./class-sizes.ts";
import { missingPairs } from "./pairs.ts";
import { preferentialCounts } from "./preferential-sampling.ts";
import type { PreferentialSamplingParams } from "./preferential-sampling.stage.ts";
import { rankingScores } from "./ranking.ts";
import { countsOfAllRows, keptThenCopies, warnOfExtremes } from "./row-counts.ts";

/**
 * Makes group and label independent by copying and leaving out training rows near the border between the labels.
 *
 * @returns As many training rows as before: those that are kept, in the order of the table, then copies.
 */
export function preferentialTable(
  table: Table,
  params: PreferentialSamplingParams,
  context: Pick<StageContext, "log">,
): Table {
  const rows = requireRowsOfSplit(table, "train");
  const divide = (columns: readonly string[]): ReturnType<typeof partition> =>
    partition(table, columns, { rows, missing: "refuse" });
  const group = divide(attributeColumns(table, params.attributes));
  const { column, values: labels, positive } = binaryLabel(table, rows);
  const label = divide([column]);
  for (const pair of missingPairs(group, label)) {
    context.log("warn", `no training row has ${pair}: group and label stay dependent`);
  }
  const pair = cross(group, label);
  const isPositive = pair.groups.map(({ values }) => values.at(-1) === positive);
  const scores = rankingScores(table, { rows, labels }, params);
  const sizes = independentSizes({ group, label }, pair, "both");
  const counts = preferentialCounts(pair, { sizes, isPositive }, scores);
  warnOfExtremes(counts, context, pair);
  return takeRows(table, keptThenCopies(countsOfAllRows(table.numRows, rows, counts)));
}
