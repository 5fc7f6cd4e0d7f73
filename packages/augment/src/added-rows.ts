import {
  allRows,
  columnRoles,
  numberColumn,
  setRows,
  takeRows,
  tensors,
  withTensors,
} from "@fairline/arrow";
import type { EmbeddingFeature, NumberFeature, Table } from "@fairline/arrow";
import type { Random } from "@fairline/numeric";

/** A table with copies of some rows at its end. */
export interface ExtendedTable {
  readonly table: Table;
  /** Numbers of the copies. */
  readonly rows: Uint32Array;
}

/** Puts copies of rows behind all rows. */
export function appendCopies(table: Table, bases: Uint32Array): ExtendedTable {
  const all = new Uint32Array(table.numRows + bases.length);
  all.set(allRows(table));
  all.set(bases, table.numRows);
  const extended = takeRows(table, all);
  return { table: extended, rows: allRows(extended).subarray(table.numRows) };
}

/** The smallest and the largest number of a feature on some rows; undefined where all are missing. */
export function rangeOf(
  { values }: NumberFeature,
  rows: Uint32Array,
): readonly [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    if (values[row]! < low) low = values[row]!;
    if (values[row]! > high) high = values[row]!;
  }
  return low <= high ? [low, high] : undefined;
}

/**
 * Writes numbers into added rows: whole where the column is, and within a range.
 *
 * @param values - One per added row; NaN makes it missing.
 */
export function setNumbers(
  { table, rows }: ExtendedTable,
  { name, integer }: NumberFeature,
  { values, range }: { readonly values: Float64Array; readonly range: readonly [number, number] },
): Table {
  const [low, high] = range;
  const held = values.map((value) =>
    Math.min(high, Math.max(low, integer ? Math.round(value) : value)),
  );
  return setRows(table, name, { rows, values: numberColumn(held, { integer }) });
}

/** @param values - Row-major, added rows x size. */
export function setEmbeddings(
  { table, rows }: ExtendedTable,
  { name, size, shape }: EmbeddingFeature,
  values: Float32Array,
): Table {
  const all = Float32Array.from(tensors(table, name).values);
  all.set(values, rows[0]! * size);
  return withTensors(table, name, { shape, values: all }, columnRoles(table, name));
}

/** A share of some rows, every subset of that size equally likely, ascending; `round(share * m)` of m. */
export function chooseShare(rows: Uint32Array, share: number, random: Random): Uint32Array {
  if (share === 1) return rows;
  const shuffled = rows.slice();
  random.shuffleInPlace(shuffled);
  return shuffled.slice(0, Math.round(share * rows.length)).sort();
}
