import { texts } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError, sha256 } from "@fairline/core";

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
  if (by === null) return (row) => uniform(seed, String(firstRow + row));
  const { values } = texts(table, by);
  return (row) => {
    const value = values[row];
    if (value !== null && value !== undefined) return uniform(seed, value);
    throw new FairlineError(
      "VALUE_MISSING",
      `"${by}" is missing in row ${String(firstRow + row + 1)}, and the model draws by it`,
      { hint: "Fill it in, or leave the row out." },
    );
  };
}

/** 52 bits of a digest as a number in [0, 1): a generator for each row would take ten times as long. */
function uniform(seed: string, key: string): number {
  return Number.parseInt(sha256(JSON.stringify([seed, key])).slice(0, 13), 16) / 2 ** 52;
}
