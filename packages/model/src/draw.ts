import { texts } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import { createRandom } from "@fairline/numeric";

/** How chances become decisions. */
export interface Draw {
  /** The same seed gives the same draws. */
  readonly seed: string;
  /** The column by whose value a row is drawn, so that it is decided alike in every table; null to draw by its place in the table. */
  readonly by: string | null;
}

/**
 * Draws a number for each row, uniform in [0, 1).
 *
 * It depends on the seed and on the row's value in the column `by`, or its place: not on the other rows.
 *
 * @param firstRow - Rows that came before this table, where a table comes in pieces.
 * @throws FairlineError `COLUMN_MISSING` if the column is not in the table, `VALUE_MISSING` where it is empty.
 */
export function rowDraws({ seed, by }: Draw, table: Table, firstRow = 0): (row: number) => number {
  const random = createRandom(seed);
  if (by === null) return (row) => random.stream(String(firstRow + row)).uniform();
  const { values } = texts(table, by);
  return (row) => {
    const value = values[row];
    if (value !== null && value !== undefined) return random.stream(value).uniform();
    throw new FairlineError(
      "VALUE_MISSING",
      `"${by}" is missing in row ${String(firstRow + row + 1)}, and the model draws by it`,
      { hint: "Fill it in, or leave the row out." },
    );
  };
}
