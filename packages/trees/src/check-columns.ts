import { FairlineError } from "@fairline/core";
import { lengthOf } from "./column.ts";
import type { Column } from "./column.ts";

/**
 * Checks that columns have one length, names of their own and no infinities.
 *
 * @returns Their length.
 * @throws FairlineError `ROWS_EMPTY` for no columns, `LENGTH_MISMATCH`, `COLUMN_DUPLICATE`, `VALUE_INVALID`.
 */
export function checkColumns(columns: readonly Column[]): number {
  const [first] = columns;
  if (first === undefined) {
    throw new FairlineError("COLUMN_MISSING", "there is no column to grow trees on");
  }
  const names = new Set<string>();
  for (const column of columns) {
    if (names.has(column.name)) {
      throw new FairlineError("COLUMN_DUPLICATE", `there are two columns "${column.name}"`);
    }
    names.add(column.name);
    requireLength(`column "${column.name}"`, lengthOf(column), lengthOf(first));
    if (column.kind === "numeric") refuseInfinities(column.name, column.values);
  }
  return lengthOf(first);
}

/** @throws FairlineError `LENGTH_MISMATCH` unless there is one of something per row. */
export function requireLength(what: string, found: number, rows: number): void {
  if (found === rows) return;
  throw new FairlineError(
    "LENGTH_MISMATCH",
    `${what} has length ${String(found)}, for ${String(rows)} rows`,
  );
}

function refuseInfinities(
  name: string,
  values: Float64Array | Float32Array | Int32Array | Uint8Array,
): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value !== Infinity && value !== -Infinity) continue;
    throw new FairlineError(
      "VALUE_INVALID",
      `column "${name}" has ${String(value)} in row ${String(row + 1)}`,
      { hint: "Trees take finite numbers and missing ones: replace it, or leave the value out." },
    );
  }
}
