import { resolve } from "node:path";
import { texts } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import { modelCodec, readModelFile } from "@fairline/model";
import type { Model } from "@fairline/model";
import type { ExitCode } from "../exit-code.ts";
import { takeInterrupts } from "../execution/interrupts.ts";
import { countText } from "../format/amount.ts";
import { modelColumns } from "../predict/model-columns.ts";
import { predictedFields, predictedNames } from "../predict/predicted-fields.ts";
import { readRowTables } from "../predict/row-tables.ts";
import { openScoresFile } from "../predict/scores-file.ts";
import type { PlanFlags } from "../session/flags.ts";
import { findModel } from "../session/named-model.ts";
import type { Terminal } from "../terminal.ts";

/** Options of `fairline predict`. */
export interface PredictFlags extends PlanFlags {
  readonly out: string;
  readonly keep?: readonly string[];
  readonly delimiter?: string;
}

/** Scores and decides the rows of a file. */
export async function predict(
  words: readonly string[],
  flags: PredictFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { path, name, backend, rest } = await findModel(words, flags, terminal);
  const rows = onlyFile(rest);
  const out = resolve(terminal.cwd, flags.out);
  if (out === resolve(terminal.cwd, rows)) {
    throw new FairlineError("OPTION_INVALID", `--out is the file of the rows, ${rows}`, {
      hint: "Name another file.",
    });
  }
  const { keep = [] } = flags;
  const columns = modelColumns(await readModelFile(path), keep);
  const model = await (await modelCodec.read(path)).open(backend);
  const interrupts = takeInterrupts(process, () => undefined);
  const scores = await openScoresFile(out, ["row", ...keep, ...predictedNames(model)]);
  let count = 0;
  try {
    const file = {
      name: rows,
      cwd: terminal.cwd,
      delimiter: flags.delimiter,
      signal: interrupts.cancel,
    };
    for await (const { table, firstRow } of readRowTables(file, columns)) {
      interrupts.cancel.throwIfAborted();
      warn(model, table, firstRow, terminal);
      await scores.write(await predictedRows(model, table, { firstRow, keep }));
      count = firstRow + table.numRows;
    }
    await scores.finish();
  } catch (error) {
    await scores.abandon();
    if (!interrupts.cancel.aborted) throw error;
    throw new FairlineError("CANCELLED", `interrupted; ${flags.out} was not written`, {
      cause: error,
    });
  } finally {
    interrupts.release();
    model.dispose();
  }
  terminal.err(`${countText(count, "row")} of ${rows} scored by ${name}: ${flags.out}\n`);
  return 0;
}

function onlyFile(rest: readonly string[]): string {
  const [rows, ...others] = rest;
  if (rows !== undefined && others.length === 0) return rows;
  throw new FairlineError(
    "OPTION_INVALID",
    rows === undefined
      ? "no file of rows is named"
      : `more than one file is named: ${rest.join(", ")}`,
    {
      hint: "Name the model and then one file: fairline predict train.model rows.csv --out scores.csv",
    },
  );
}

function warn(model: Model, table: Table, firstRow: number, terminal: Terminal): void {
  const unfamiliar = model.unfamiliarValues(table);
  if (unfamiliar === undefined) return;
  const where = firstRow === 0 ? "" : ` (from row ${String(firstRow + 1)} on)`;
  terminal.err(`warning: ${unfamiliar}${where}\n`);
}

/** The fields of each row: its number, what is kept, its scores, and its prediction. */
async function predictedRows(
  model: Model,
  table: Table,
  { firstRow, keep }: { readonly firstRow: number; readonly keep: readonly string[] },
): Promise<string[][]> {
  const fields = await predictedFields(model, table, firstRow);
  const kept = keep.map((name) => texts(table, name).values);
  return fields.map((own, row) => [
    String(firstRow + row + 1),
    ...kept.map((values) => values[row] ?? ""),
    ...own,
  ]);
}
