import { createHash } from "node:crypto";
import { pipeline } from "node:stream";
import { FairlineError, nameHint } from "@fairline/core";
import { parse } from "csv-parse";
import { csvFailure, decodedText, parserOptions } from "./csv.ts";
import type { TextCall } from "./csv.ts";
import type { CsvFile, CsvOptions } from "./csv-options.ts";
import { dialectOf } from "./delimiter.ts";
import { jsonWord, linesOf, parsedObject } from "./json-rows.ts";
import { rawColumnBuilder } from "./raw-column.ts";
import type { RawColumn, RawColumnBuilder } from "./raw-column.ts";

/** Some rows of a file. */
export interface RowBatch {
  /** Rows of the file before these. */
  readonly firstRow: number;
  readonly rows: number;
  /** In the order of the wanted columns. */
  readonly columns: readonly RawColumn[];
}

/** What is read of a file, and how much at a time. */
export interface RowBatchCall {
  /** Columns to read; others are passed over. */
  readonly columns: readonly string[];
  /** Rows of a batch. */
  readonly rows: number;
  readonly signal: AbortSignal;
}

/**
 * Reads some columns of a delimited text file, batch by batch: only one is held in memory.
 *
 * @throws FairlineError `COLUMN_MISSING` naming every column that the file lacks, `COLUMN_DUPLICATE`, and as `readCsv`.
 */
export async function* readCsvBatches(
  file: CsvFile,
  given: CsvOptions,
  { columns, rows, signal }: RowBatchCall,
): AsyncGenerator<RowBatch> {
  const call: TextCall = { signal, progress: () => undefined, hash: createHash("sha256") };
  const options = await dialectOf(file, given);
  const parser = parse(parserOptions(options));
  // The parser hands a failure of the source to whoever reads it below.
  pipeline(decodedText(file, options, call), parser, () => undefined);
  const collect = batchCollector(columns, new Set(options["null-values"]));
  let positions: readonly number[] | undefined;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (positions === undefined) {
        positions = positionsOf(options.columns ?? record, columns, file);
        if (options.columns === undefined) continue;
      }
      if (collect.add(positions.map((position) => record[position]!)) === rows)
        yield collect.take();
    }
  } catch (error) {
    throw await csvFailure(error, { file, options, call });
  }
  if (positions === undefined) {
    throw new FairlineError("FILE_INVALID", `${file.name} is empty`, {
      hint: "Check that the file is the one you meant.",
    });
  }
  if (collect.count() > 0) yield collect.take();
}

/**
 * Reads some members of the objects of an NDJSON file, one object a line, batch by batch. Numbers and booleans are read as JSON
 * writes them; null is a missing value.
 *
 * @throws FairlineError `FILE_MISSING`; `FILE_INVALID` with the line for what is no JSON object, or holds a nested value;
 *   `COLUMN_MISSING` with the line for an object that lacks a column.
 */
export async function* readJsonBatches(
  file: CsvFile,
  options: CsvOptions,
  { columns, rows, signal }: RowBatchCall,
): AsyncGenerator<RowBatch> {
  const call: TextCall = { signal, progress: () => undefined, hash: createHash("sha256") };
  const collect = batchCollector(columns, new Set([""]));
  let line = 0;
  for await (const text of linesOf(decodedText(file, options, call))) {
    line += 1;
    if (text.trim() === "") continue;
    const place = `${file.name}:${String(line)}`;
    const object = parsedObject(text, place);
    const words = columns.map((name) => memberWord(object, name, place));
    if (collect.add(words) === rows) yield collect.take();
  }
  if (collect.count() > 0) yield collect.take();
}

interface BatchCollector {
  /** Adds a row, one word a column; gives the rows so far. */
  add(words: readonly string[]): number;
  count(): number;
  /** The rows so far, and begins anew. */
  take(): RowBatch;
}

function batchCollector(columns: readonly string[], nulls: ReadonlySet<string>): BatchCollector {
  const begin = (): RawColumnBuilder[] => columns.map((name) => rawColumnBuilder(name, nulls));
  let builders = begin();
  let [firstRow, rows] = [0, 0];
  return {
    add(words) {
      for (const [i, word] of words.entries()) builders[i]!.add(word);
      rows += 1;
      return rows;
    },
    count: () => rows,
    take() {
      const batch = { firstRow, rows, columns: builders.map((builder) => builder.finish()) };
      builders = begin();
      [firstRow, rows] = [firstRow + rows, 0];
      return batch;
    },
  };
}

function positionsOf(
  header: readonly string[],
  columns: readonly string[],
  { name: file }: CsvFile,
): number[] {
  const lacking = columns.filter((name) => !header.includes(name));
  const [first] = lacking;
  if (first !== undefined) {
    const listed = lacking.map((name) => `"${name}"`).join(", ");
    throw new FairlineError(
      "COLUMN_MISSING",
      `${file} has no column${lacking.length > 1 ? "s" : ""} ${listed}`,
      { hint: nameHint(first, header, "columns") },
    );
  }
  const twice = columns.find((name) => header.indexOf(name) !== header.lastIndexOf(name));
  if (twice !== undefined) {
    throw new FairlineError("COLUMN_DUPLICATE", `${file} has two columns "${twice}"`, {
      hint: "Rename or remove one of them.",
    });
  }
  return columns.map((name) => header.indexOf(name));
}

function memberWord(
  object: Readonly<Record<string, unknown>>,
  name: string,
  place: string,
): string {
  if (Object.hasOwn(object, name)) return jsonWord(object[name], name, place) ?? "";
  throw new FairlineError("COLUMN_MISSING", `${place} has no "${name}"`, {
    hint: `${nameHint(name, Object.keys(object), "members")} Write null for a missing value.`,
  });
}
