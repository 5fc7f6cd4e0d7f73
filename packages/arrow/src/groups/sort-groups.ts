import { compareText } from "@fairline/core";
import { columnType } from "../read.ts";
import type { Table } from "../table.ts";
import type { ValueCodes } from "../value-codes.ts";
import type { Partition } from "./group.ts";

/**
 * A partition with its groups in the order of their keys, which are compared number by number.
 *
 * @param keyOf - The key of a group, given its position; no two are alike.
 */
export function sortGroups(
  { columns, groups, codes }: Partition,
  keyOf: (g: number) => readonly number[],
): Partition {
  const keys = groups.map((_, g) => keyOf(g));
  const order = [...groups.keys()].sort((a, b) => compareKeys(keys[a]!, keys[b]!));
  if (order.every((g, place) => g === place)) return { columns, groups, codes };
  const placeOf = new Int32Array(groups.length);
  for (const [place, g] of order.entries()) placeOf[g] = place;
  const placed = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    placed[row] = codes[row]! < 0 ? -1 : placeOf[codes[row]!]!;
  }
  return { columns, groups: order.map((g) => groups[g]!), codes: placed };
}

/**
 * The place of every value of a column among its values: numbers in numeric order, all else by code unit, which is the same on
 * every machine.
 *
 * @returns At `code + 1` the place of the value with that code; at 0 that of a missing value, the last.
 */
export function valueRanks(table: Table, column: string, { texts }: ValueCodes): Int32Array {
  const values = texts();
  const type = columnType(table, column);
  const isNumeric = type === "number" || type === "integer";
  const numbers = isNumeric ? values.map(Number) : [];
  const order = [...values.keys()].sort((a, b) => {
    // Integers that are one as doubles, and all that are no numbers, compare as text.
    const difference = isNumeric ? numbers[a]! - numbers[b]! : 0;
    return difference === 0 ? compareText(values[a]!, values[b]!) : difference;
  });
  const ranks = new Int32Array(values.length + 1);
  ranks[0] = values.length;
  for (const [rank, code] of order.entries()) ranks[code + 1] = rank;
  return ranks;
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, i) => rank !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
