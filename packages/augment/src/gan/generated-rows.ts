import { columnsWithRole, columnType, numberColumn, setRows, textColumn } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { Random } from "@fairline/numeric";
import { appendCopies, rangeOf, setNumbers } from "../added-rows.ts";
import type { ExtendedTable } from "../added-rows.ts";
import type { GeneratedColumn, GeneratedValues } from "./row-codec.ts";

/** Rows to add: of what kind, and what was generated of them. */
export interface GeneratedRows {
  /** Row numbers of the table by kind, to copy what is not generated from. */
  readonly kinds: readonly Uint32Array[];
  /** One per new row. */
  readonly wanted: Uint32Array;
  readonly columns: readonly GeneratedColumn[];
  /** As `columns` are. */
  readonly values: readonly GeneratedValues[];
  /** The training rows, for ranges and categories. */
  readonly train: Uint32Array;
}

/**
 * Puts generated rows behind all rows. What is not generated is that of a row of the kind drawn at random, but for ids, which are missing:
 * a generated row is nobody's.
 */
export function appendGenerated(
  table: Table,
  { kinds, wanted, columns, values, train }: GeneratedRows,
  random: Random,
): ExtendedTable {
  const bases = wanted.map((kind) => kinds[kind]![random.integer(kinds[kind]!.length)]!);
  const extended = appendCopies(table, bases);
  const { rows } = extended;
  const generated = columns.reduce((result, column, c) => {
    const own = values[c]!;
    if (own.type === "category") {
      const donors = donorOfCode(column, train);
      const fromRows = own.codes.map((code) => donors.get(code)!);
      return setRows(result, column.name, { rows, fromRows });
    }
    if (column.type !== "number") return result;
    const range = rangeOf(column, train);
    if (range === undefined) return result;
    return setNumbers({ table: result, rows }, column, { values: own.values, range });
  }, extended.table);
  return { table: withoutIds(generated, rows), rows };
}

/** A training row of every category, missing among them. */
function donorOfCode(column: GeneratedColumn, train: Uint32Array): ReadonlyMap<number, number> {
  const donors = new Map<number, number>();
  if (column.type === "number") return donors;
  for (const row of train) {
    if (!donors.has(column.codes[row]!)) donors.set(column.codes[row]!, row);
  }
  return donors;
}

function withoutIds(table: Table, rows: Uint32Array): Table {
  return columnsWithRole(table, "id").reduce((result, name) => {
    const type = columnType(result, name);
    if (type === "other") return result;
    const values =
      type === "number" || type === "integer"
        ? numberColumn(new Float64Array(rows.length).fill(Number.NaN), { integer: true })
        : textColumn(Array.from(rows, () => null));
    return setRows(result, name, { rows, values });
  }, table);
}
