import type { Partition } from "@fairline/arrow";
import type { StageContext } from "@fairline/core";
import { describeGroup } from "./pairs.ts";

/** The user is told where less than this share of the training rows is left. */
const FEW_LEFT = 0.5;
/** The user is told where one row stands more often than this. */
const MANY_TIMES = 10;

/**
 * How often every row of a table is to stand in the result: as drawn for some rows, once for all others.
 *
 * @param drawn - One count per row of `rows`.
 * @returns One count per row of the table.
 */
export function countsOfAllRows(
  numRows: number,
  rows: Uint32Array,
  drawn: Uint32Array,
): Uint32Array {
  const counts = new Uint32Array(numRows).fill(1);
  for (const [i, row] of rows.entries()) counts[row] = drawn[i]!;
  return counts;
}

/** Row numbers: every row that counts at least 1, then each as often again as it counts more. */
export function keptThenCopies(counts: Uint32Array): Uint32Array {
  let total = 0;
  for (const count of counts) total += count;
  const rows = new Uint32Array(total);
  let next = 0;
  for (let row = 0; row < counts.length; row++) if (counts[row]! > 0) rows[next++] = row;
  for (let row = 0; row < counts.length; row++) {
    for (let copy = 1; copy < counts[row]!; copy++) rows[next++] = row;
  }
  return rows;
}

/**
 * Warns where few training rows are left, and where one stands many times.
 *
 * @param drawn - How often each row stands in the result.
 * @param classes - Whose smallest class is the cause; left out where no class is.
 */
export function warnOfExtremes(
  drawn: Uint32Array,
  context: Pick<StageContext, "log">,
  classes?: Partition,
): void {
  const cause = classes === undefined ? "" : `: ${smallestClass(classes)}`;
  const left = drawn.reduce((sum, count) => sum + Math.min(count, 1), 0);
  if (left < FEW_LEFT * drawn.length) {
    const found = `${String(left)} of ${String(drawn.length)} training rows are left`;
    context.log("warn", `${found}${cause}`);
  }
  const most = drawn.reduce((a, b) => Math.max(a, b), 0);
  if (most > MANY_TIMES) {
    context.log("warn", `the same training row stands up to ${String(most)} times${cause}`);
  }
}

function smallestClass(classes: Partition): string {
  const smallest = classes.groups.reduce((a, b) => (b.size < a.size ? b : a));
  const { size } = smallest;
  const name = describeGroup(classes, classes.groups.indexOf(smallest));
  return `${name} has only ${size === 1 ? "1 row" : `${String(size)} rows`}`;
}
