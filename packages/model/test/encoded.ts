import { categoryColumn, makeTable, numberColumn } from "@fairline/arrow";
import type { Column, Table } from "@fairline/arrow";
import { fitEncoder } from "../src/encoder.ts";
import { openEncoder } from "../src/row-encoder.ts";

/** A table of columns by name. */
export function tableOf(columns: Readonly<Record<string, Column>>): Table {
  return makeTable(Object.entries(columns).map(([name, column]) => ({ name, column })));
}

/** Some rows as an encoder encodes them that was fitted on others, row by row. */
export function encoded(
  table: Table,
  features: string[],
  train: number[],
  rows: number[],
): number[][] {
  const encoder = fitEncoder(table, features, train);
  const opened = openEncoder(encoder, table);
  const values = [...opened.encode(rows)];
  return rows.map((_, i) => values.slice(i * opened.width, (i + 1) * opened.width));
}

/** Five rows with a missing number and a missing category. */
export const jobs = tableOf({
  age: numberColumn([20, 40, 30, Number.NaN, 50]),
  job: categoryColumn(["cook", "baker", null, "baker", "judge"]),
});

/** The mean of the first number of each. */
export function means(rows: readonly (readonly [number, ...unknown[]])[]): number {
  return rows.reduce((total, [value]) => total + value, 0) / rows.length;
}
