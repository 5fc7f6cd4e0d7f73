import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { FairlineError } from "@fairline/core";
import { CsvError, parse } from "csv-parse";
import type { Options } from "csv-parse";
import { requireText } from "./binary-file.ts";
import type { CsvFile, CsvOptions } from "./csv-options.ts";
import { dialectOf } from "./delimiter.ts";
import type { Dialect } from "./delimiter.ts";
import { invalidUtf8Line } from "./invalid-utf8.ts";
import { rawColumnBuilder } from "./raw-column.ts";
import type { RawColumn, RawColumnBuilder } from "./raw-column.ts";

/** A field to keep: the name of its column, and its position in a row, from 0. */
export interface PickedField {
  readonly name: string;
  readonly position: number;
}

/** What {@link readCsv} may be told besides the files and their format. */
export interface CsvCall {
  /**
   * Chooses the fields to keep, given the names that the file (or `columns`) has for them; others are never stored.
   * Called once a file; it must choose columns of the same names each time.
   */
  readonly pick: (names: readonly string[], file: CsvFile) => readonly PickedField[];
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number, note: string) => void;
}

/** The columns of some files, one file's rows after another's. */
export interface CsvContent {
  readonly columns: readonly RawColumn[];
  /** sha256 of each file, lower-case hexadecimal. */
  readonly digests: readonly string[];
  /** What stands between two fields, for each file. */
  readonly delimiters: readonly string[];
}

const ROWS_BETWEEN_CHECKS = 4096;

/**
 * Reads delimited text files as a stream: memory holds each distinct word of a column once, and four bytes a field.
 *
 * @throws FairlineError `FILE_MISSING`; `FILE_INVALID` for an empty or binary file, a wrong encoding, an unclosed quote or a
 *   row with too few or too many fields, with the line; `ROWS_EMPTY` for a header without rows.
 */
export async function readCsv(
  files: readonly CsvFile[],
  options: CsvOptions,
  call: CsvCall,
): Promise<CsvContent> {
  const builders = new Map<string, RawColumnBuilder>();
  const nulls = new Set(options["null-values"]);
  const digests: string[] = [];
  const delimiters: string[] = [];
  for (const file of files) {
    const hash = createHash("sha256");
    const columnOf = (name: string): RawColumnBuilder => {
      const builder = builders.get(name) ?? rawColumnBuilder(name, nulls);
      builders.set(name, builder);
      return builder;
    };
    const dialect = await dialectOf(file, options);
    await readFile(file, dialect, { ...call, hash, columnOf });
    digests.push(hash.digest("hex"));
    delimiters.push(dialect.delimiter);
  }
  return {
    columns: [...builders.values()].map((builder) => builder.finish()),
    digests,
    delimiters,
  };
}

/** What {@link decodedText} may be told besides the file and its format. */
export interface TextCall extends Pick<CsvCall, "signal" | "progress"> {
  /** Gets the bytes of the file. */
  readonly hash: Hash;
}

interface FileCall extends CsvCall, TextCall {
  readonly columnOf: (name: string) => RawColumnBuilder;
}

/** The format as the parser takes it. */
export function parserOptions({ delimiter, quote, trim, comment }: Dialect): Options {
  return {
    delimiter,
    quote: quote ?? false,
    trim,
    // All three, also mixed in one file: left to itself, the parser takes the first line's for all.
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
    ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
  };
}

async function readFile(file: CsvFile, options: Dialect, call: FileCall): Promise<void> {
  const parser = parse(parserOptions(options));
  // The parser hands a failure of the source to whoever reads it below.
  pipeline(decodedText(file, options, call), parser, () => undefined);
  let fields: { readonly position: number; readonly column: RawColumnBuilder }[] | undefined;
  let rows = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (fields === undefined) {
        const { columns = record } = options;
        requireWidth(record, columns, file);
        fields = call
          .pick(columns, file)
          .map(({ name, position }) => ({ position, column: call.columnOf(name) }));
        if (options.columns === undefined) continue;
      }
      for (const { position, column } of fields) column.add(record[position]!);
      if (++rows % ROWS_BETWEEN_CHECKS === 0) call.signal.throwIfAborted();
    }
  } catch (error) {
    throw await csvFailure(error, { file, options, call });
  }
  if (fields === undefined) {
    throw new FairlineError("FILE_INVALID", `${file.name} is empty`, {
      hint: "Check that the file is the one you meant.",
    });
  }
  if (rows === 0) {
    throw new FairlineError("ROWS_EMPTY", `${file.name} has a header and no rows`, {
      hint: "If its first line holds values, give the column names under columns.",
    });
  }
}

/** The text of a file, piece by piece. @throws FairlineError as {@link readCsv} */
export async function* decodedText(
  file: CsvFile,
  { encoding }: CsvOptions,
  { hash, signal, progress }: TextCall,
): AsyncGenerator<string> {
  const { size, isFolder } = await sizeOf(file.path).catch((cause: unknown) => {
    throw new FairlineError("FILE_MISSING", `cannot read ${file.name}`, {
      cause,
      hint: "Check the path; it is relative to the pipeline file.",
    });
  });
  if (isFolder) throw await isAFolder(file);
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = async (chunk?: Buffer): Promise<string> => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      throw await wrongEncoding(file, encoding, cause);
    }
  };
  let done = 0;
  for await (const chunk of createReadStream(file.path, { signal }) as AsyncIterable<Buffer>) {
    if (done === 0) requireText(chunk, file.name);
    hash.update(chunk);
    yield await decode(chunk);
    done += chunk.length;
    progress(done, size, file.name);
  }
  yield await decode();
}

async function sizeOf(path: string): Promise<{ size: number; isFolder: boolean }> {
  const found = await stat(path);
  return { size: found.size, isFolder: found.isDirectory() };
}

/** What to say of a folder in the place of a file. */
export async function isAFolder({ path, name }: CsvFile): Promise<FairlineError> {
  const names = (await readdir(path)).filter((each) =>
    /\.(csv|tsv|txt|jsonl?|ndjson|arrow|feather)$/i.test(each),
  );
  const inside = names
    .sort()
    .slice(0, 3)
    .map((each) => JSON.stringify(join(name, each)));
  return new FairlineError("FILE_INVALID", `${name} is a folder, not a file`, {
    hint: inside.length === 0 ? "Name the file." : `Name a file in it: ${inside.join(", ")}.`,
  });
}

/** A failure of the parser in words. @throws what is no failure of the parser */
export async function csvFailure(
  error: unknown,
  { file, options, call }: { file: CsvFile; options: Dialect; call: TextCall },
): Promise<FairlineError> {
  if (!(error instanceof CsvError)) throw error;
  return invalidCsv(file, options, { error, line: await lineOf(error, { file, options, call }) });
}

/** The line of an error. The parser counts a line break of two characters inside quotes twice. */
async function lineOf(
  error: CsvError,
  { file, options, call }: { file: CsvFile; options: Dialect; call: TextCall },
): Promise<number> {
  let inside = 0;
  const count = (record: readonly string[]): null => {
    for (const field of record) inside += field.split("\r\n").length - 1;
    return null;
  };
  const again = parse({ ...parserOptions(options), on_record: count });
  const unheard = { ...call, hash: createHash("sha256"), progress: () => undefined };
  await new Promise<void>((resolve) => {
    // It ends with the same error.
    pipeline(decodedText(file, options, unheard), again.resume(), () => {
      resolve();
    });
  });
  const { record } = error;
  if (Array.isArray(record)) count(record as readonly string[]);
  return Number(error["lines"]) - inside;
}

function requireWidth(
  record: readonly string[],
  columns: readonly string[],
  { name }: CsvFile,
): void {
  if (record.length === columns.length) return;
  throw new FairlineError(
    "FILE_INVALID",
    `the first row of ${name} has ${countOf(record.length, "field")}, but columns names ${String(columns.length)}`,
    { hint: "Name every field of a row, in order, or check the delimiter." },
  );
}

async function wrongEncoding(
  file: CsvFile,
  encoding: string,
  cause: unknown,
): Promise<FairlineError> {
  const place = encoding === "utf-8" ? `:${String(await invalidUtf8Line(file.path))}` : "";
  return new FairlineError("FILE_INVALID", `${file.name}${place} is not ${encoding} text`, {
    cause,
    hint:
      encoding === "utf-8"
        ? "Save the file as UTF-8, or set encoding: latin-1 (or windows-1252, utf-16le, gb18030)."
        : "Set the encoding that the file was saved with.",
  });
}

function invalidCsv(
  { name }: CsvFile,
  { columns }: CsvOptions,
  { error, line }: { readonly error: CsvError; readonly line: number },
): FairlineError {
  const place = `${name}:${String(line)}`;
  const invalid = (message: string, hint: string): FairlineError =>
    new FairlineError("FILE_INVALID", message, { cause: error, hint });
  switch (error.code) {
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH": {
      // The parser tells the width of the first row in its message only.
      const width = /expect (\d+)/.exec(error.message)?.[1] ?? "another number";
      const { record } = error;
      const found = Array.isArray(record) ? countOf(record.length, "field") : "another number";
      return invalid(
        `${place} has ${found}, but the first row has ${width}`,
        "Put quotes around values that hold the delimiter, or set delimiter.",
      );
    }
    case "CSV_QUOTE_NOT_CLOSED": {
      const row = Number(error["records"]) + (columns === undefined ? 0 : 1);
      return invalid(
        `a quote in ${row === 0 ? "the header" : `row ${String(row)}`} of ${name} is never closed`,
        "Close the quote, or set quote: null where quotes mean nothing.",
      );
    }
    case "CSV_INVALID_CLOSING_QUOTE":
      return invalid(
        `${place} has text after a closing quote`,
        "Double the quotes inside quoted values, or set quote: null where quotes mean nothing.",
      );
    case "INVALID_OPENING_QUOTE":
      return invalid(
        `${place} has a quote in the middle of a value`,
        "Quote the whole value and double the quotes in it, or set quote: null.",
      );
    default:
      return invalid(`${place} cannot be read: ${error.message}`, "Check the delimiter and quote.");
  }
}

function countOf(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
