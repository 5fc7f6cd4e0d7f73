import type { Table } from "@fairline/arrow";
import {
  categoryColumn,
  makeTable,
  numberColumn,
  tableSource,
  texts,
  textColumn,
} from "@fairline/arrow";
import type { NamedColumn, TableMeta } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import type { Role } from "@fairline/core";
import { runStage, stageContext } from "@fairline/testing";
import type { TestContext } from "@fairline/testing";
import { tableStage } from "../src/index.ts";

/** A column of numbers, NaN for a missing one. */
export function ns(
  name: string,
  values: readonly number[],
  roles: readonly Role[] = [],
): NamedColumn {
  const integer = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  return { name, column: numberColumn(values, { integer }), roles };
}

/** A column of categories, null for a missing one. */
export function ws(
  name: string,
  values: readonly (string | null)[],
  roles: readonly Role[] = [],
): NamedColumn {
  return { name, column: categoryColumn(values), roles };
}

/** A column of free text. */
export function ts(name: string, values: readonly (string | null)[]): NamedColumn {
  return { name, column: textColumn(values) };
}

/** A split column of these lengths: training rows first, then validation, then test. */
export function splits(train: number, validation: number, test: number): NamedColumn {
  const words = [
    ...Array<string>(train).fill("train"),
    ...Array<string>(validation).fill("validation"),
    ...Array<string>(test).fill("test"),
  ];
  return ws("split", words, ["split"]);
}

export function tableOf(columns: readonly NamedColumn[], meta: TableMeta = {}): Table {
  return makeTable(columns, meta);
}

/** Runs `clean/table` with these steps. */
export async function clean(
  table: Table,
  steps: readonly unknown[],
  context: TestContext = stageContext(),
): Promise<Table> {
  const inputs = { data: tableSource(table) };
  const out = await runStage(tableStage, { inputs, params: { steps }, context });
  return out["data"] as Table;
}

/** The values of columns as text, row by row. */
export function rowsOf(table: Table, ...names: readonly string[]): string[] {
  const columns = names.map((name) => texts(table, name).values);
  return Array.from({ length: table.numRows }, (_, row) =>
    columns.map((values) => values[row] ?? "null").join(" "),
  );
}

/** What a call fails with, as code, message and hint. */
export async function failure(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FairlineError))
    throw new Error("expected a FairlineError", { cause: error });
  return [`${error.code}: ${error.message}`, error.hint ?? "no hint"].join("\n");
}

/** What the stage's schema says against steps, one problem a line, with its path. */
export function problems(steps: unknown): string[] {
  const { error } = tableStage.params.safeParse({ steps });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}
