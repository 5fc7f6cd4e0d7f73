import { existsSync } from "node:fs";
import { extname, resolve } from "node:path";
import { makeTable, numberColumn, readBatches } from "@fairline/arrow";
import type { Column, Table } from "@fairline/arrow";
import { FairlineError } from "@fairline/core";
import { csvFields, isNumberWord, readCsvBatches, readJsonBatches } from "@fairline/ingest";
import type { RawColumn, RowBatch } from "@fairline/ingest";
import { z } from "zod";
import type { ModelColumn } from "./model-columns.ts";

/** Rows that lie in memory at a time. */
const BATCH_ROWS = 65_536;

/** Some rows of a file as a table. */
export interface RowTable {
  /** Rows of the file before these. */
  readonly firstRow: number;
  readonly table: Table;
}

/** A file of rows. */
export interface RowFile {
  /** As the user wrote it. */
  readonly name: string;
  readonly cwd: string;
  /** Between fields of a text file; by its extension if left out. */
  readonly delimiter?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads the columns that a model needs, some rows at a time, from CSV, TSV, NDJSON or Arrow, by the file's extension.
 *
 * @throws FairlineError `FILE_MISSING`; `FILE_INVALID` for another format; `COLUMN_MISSING`; `VALUE_INVALID` for what is no number
 *   where the model takes one, with its row.
 */
export async function* readRowTables(
  file: RowFile,
  columns: readonly ModelColumn[],
): AsyncGenerator<RowTable> {
  const path = resolve(file.cwd, file.name);
  if (!existsSync(path)) {
    throw new FairlineError("FILE_MISSING", `there is no file ${file.name}`, {
      hint: "Check the path.",
    });
  }
  const format = formatOf(file.name);
  if (format === "arrow") {
    yield* arrowTables(path);
    return;
  }
  const options = z.object(csvFields).parse({
    delimiter: file.delimiter ?? (format === "tsv" ? "\t" : undefined),
  });
  const call = { columns: columns.map(({ name }) => name), rows: BATCH_ROWS, signal: file.signal };
  const read = format === "ndjson" ? readJsonBatches : readCsvBatches;
  for await (const batch of read({ path, name: file.name }, options, call)) {
    yield { firstRow: batch.firstRow, table: typedTable(batch, columns, file.name) };
  }
}

async function* arrowTables(path: string): AsyncGenerator<RowTable> {
  let firstRow = 0;
  for await (const table of readBatches(path)) {
    yield { firstRow, table };
    firstRow += table.numRows;
  }
}

type Format = "csv" | "tsv" | "ndjson" | "arrow";

const FORMATS: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".txt": "csv",
  ".tsv": "tsv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".arrow": "arrow",
  ".feather": "arrow",
  ".ipc": "arrow",
};

function formatOf(name: string): Format {
  const extension = extname(name).toLowerCase();
  const format = FORMATS[extension];
  if (format !== undefined) return format;
  throw extension === ".parquet"
    ? new FairlineError("FILE_INVALID", `${name} is Parquet, which Fairline does not read`, {
        hint: `Write it as CSV or Arrow first: duckdb -c "copy (from '${name}') to 'rows.csv'"`,
      })
    : new FairlineError("FILE_INVALID", `${name} is of no format that predict reads`, {
        hint: `Give a file that ends in ${Object.keys(FORMATS).join(", ")}.`,
      });
}

function typedTable(batch: RowBatch, columns: readonly ModelColumn[], file: string): Table {
  return makeTable(
    batch.columns.map((raw, i) => {
      const isNumber = columns[i]!.type === "number";
      const column: Column = isNumber ? numbersOf(raw, batch.firstRow, file) : raw.words;
      return { name: raw.name, column };
    }),
  );
}

function numbersOf({ name, words }: RawColumn, firstRow: number, file: string): Column {
  const { codes, values } = words;
  const wrong = values.findIndex((word) => !isNumberWord(word));
  if (wrong >= 0) {
    const row = firstRow + codes.indexOf(wrong) + 1;
    throw new FairlineError(
      "VALUE_INVALID",
      `"${name}" is "${values[wrong]!}" in row ${String(row)} of ${file}, and the model takes numbers there`,
      { hint: "Write it as a plain number, or leave it empty where it is missing." },
    );
  }
  const quantities = values.map(Number);
  return numberColumn(
    Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : quantities[code]!)),
  );
}
