import { missingValue } from "../missing-value.ts";
import { columnCodes } from "../read.ts";
import type { Table } from "../table.ts";
import type { ValueCodes } from "../value-codes.ts";
import type { Group, Partition } from "./group.ts";
import { groupName } from "./group-name.ts";
import { numberRows, rowNumbers } from "./number-rows.ts";
import { sortGroups, valueRanks } from "./sort-groups.ts";

/** How {@link partition} divides rows. */
export interface PartitionOptions {
  /** Row numbers; all rows of the table if left out. */
  readonly rows?: Uint32Array | undefined;
  /**
   * What becomes of a row whose value, null or NaN, is missing in one of the columns. `group`: missing is a value like any
   * other. `omit`: the row is in no group. `refuse`: it is an error.
   */
  readonly missing: "group" | "omit" | "refuse";
  /**
   * The order of the groups. `value`, the default: by their values, column by column; numbers in numeric order, all else by code
   * unit, a missing value last. `appearance`: by their first row.
   */
  readonly order?: "value" | "appearance";
}

/**
 * Divides rows into groups: one for every combination of values that occurs.
 *
 * The groups in order of value and their sizes depend neither on the order of rows nor on how a column stores its values: a
 * value that a dictionary holds and no row has makes no group. One pass over each column, and a sort of the groups.
 *
 * @param columns - Columns of single values: words, numbers, booleans, dates. All rows are one group for none.
 * @throws FairlineError `COLUMN_MISSING`; `COLUMN_TYPE` for a column of nested values; `VALUE_MISSING` for a missing value that
 *   is refused, with column and row.
 */
export function partition(
  table: Table,
  columns: readonly string[],
  { rows = allRows(table), missing, order = "value" }: PartitionOptions,
): Partition {
  const read = columns.map((name) => columnCodes(table, name));
  const values = read.map(({ codes }) => codes);
  if (missing === "refuse") requireValues(columns, values, rows);
  const kept = missing === "omit" ? rowsWithValues(values, rows) : rows;
  const numbered = numberRows(values, kept);
  const first = numbered.first.map((position) => kept[position]!);
  const found: Partition = {
    columns,
    groups: groupsOf(read, first, numbered.codes),
    codes: withLeftOut(numbered.codes, kept, rows),
  };
  if (order === "appearance") return found;
  const ranks = columns.map((name, i) => valueRanks(table, name, read[i]!));
  return sortGroups(found, (g) => ranks.map((rank, i) => rank[values[i]![first[g]!]! + 1]!));
}

/**
 * The groups of two partitions of the same rows taken together: one for every pair that occurs, in the order of the first and
 * then of the second. A row that either leaves out is left out.
 */
export function cross(a: Partition, b: Partition): Partition {
  const positions = rowNumbers(a.codes.length);
  const kept = rowsWithValues([a.codes, b.codes], positions);
  const numbered = numberRows([a.codes, b.codes], kept);
  const first = numbered.first.map((position) => kept[position]!);
  const sizes = sizesOf(numbered.codes, first.length);
  const groups = Array.from(first, (position, g): Group => {
    const [one, other] = [a.groups[a.codes[position]!]!, b.groups[b.codes[position]!]!];
    const values = [...one.values, ...other.values];
    return { values, name: groupName(values), size: sizes[g]! };
  });
  const codes = withLeftOut(numbered.codes, kept, positions);
  return sortGroups({ columns: [...a.columns, ...b.columns], groups, codes }, (g) => [
    a.codes[first[g]!]!,
    b.codes[first[g]!]!,
  ]);
}

/** Every row of a table. */
export function allRows(table: Table): Uint32Array {
  return rowNumbers(table.numRows);
}

function requireValues(
  columns: readonly string[],
  codes: readonly Int32Array[],
  rows: Uint32Array,
): void {
  for (const [i, name] of columns.entries()) {
    const row = rows.find((each) => codes[i]![each]! < 0);
    if (row !== undefined) throw missingValue(name, row);
  }
}

/** @param first - The first row of each group. */
function groupsOf(columns: readonly ValueCodes[], first: Uint32Array, codes: Int32Array): Group[] {
  const texts = columns.map((column) => column.texts());
  const sizes = sizesOf(codes, first.length);
  return Array.from(first, (row, g) => {
    const values = columns.map((column, i) => texts[i]![column.codes[row]!] ?? null);
    return { values, name: groupName(values), size: sizes[g]! };
  });
}

function sizesOf(codes: Int32Array, groups: number): Uint32Array {
  const sizes = new Uint32Array(groups);
  for (const code of codes) sizes[code]! += 1;
  return sizes;
}

/** The rows whose value is missing in no column; the same array where that is all of them. */
function rowsWithValues(columns: readonly Int32Array[], rows: Uint32Array): Uint32Array {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) {
    if (columns.every((codes) => codes[row]! >= 0)) kept[count++] = row;
  }
  return count === rows.length ? rows : kept.subarray(0, count);
}

/** The codes of the kept rows in their places among all, and -1 in the places of the others. */
function withLeftOut(codes: Int32Array, kept: Uint32Array, rows: Uint32Array): Int32Array {
  if (kept === rows) return codes;
  const all = new Int32Array(rows.length).fill(-1);
  let next = 0;
  for (let i = 0; i < rows.length; i++) {
    if (next < kept.length && rows[i] === kept[next]) all[i] = codes[next++]!;
  }
  return all;
}
