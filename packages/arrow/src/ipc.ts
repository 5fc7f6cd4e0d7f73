import { open } from "node:fs/promises";
import { FairlineError } from "@fairline/core";
import { DataType, Table as ArrowTable } from "apache-arrow";
import { typeName, typeOf } from "./chunk.ts";
import { columnChunk } from "./column-chunk.ts";
import { readFileBatches } from "./file-reader.ts";
import { FileWriter } from "./file-writer.ts";
import { assemble, columnParts } from "./table.ts";
import type { ColumnPart, Table } from "./table.ts";
import { takeData } from "./take.ts";
import { valueTexts } from "./value-text.ts";

/** Rows per record batch of a file that is written whole. */
export const BATCH_ROWS = 65_536;

/** A table on its way into a stage: read whole, or record batch by record batch. */
export interface TableSource {
  /** The whole table in memory. */
  read(): Promise<Table>;
  /** One table per record batch, in order, at least one; only one is held in memory at a time. */
  batches(): AsyncIterable<Table>;
}

/** A table on its way out of a stage: whole, or one piece after another with equal columns. */
export type TableSink = Table | AsyncIterable<Table>;

declare module "@fairline/core" {
  interface ArtifactTypes {
    table: { readonly in: TableSource; readonly out: TableSink };
  }
}

/**
 * Writes an Arrow IPC file. The same table gives the same bytes.
 *
 * A table given in pieces is written piece by piece; its categorical columns are then stored as plain words,
 * since a file holds one dictionary per column and that is not known before the last piece.
 *
 * @param path - Must not exist yet. What a failure leaves there is not a readable file.
 * @throws FairlineError `ROWS_EMPTY` for a table in no pieces, `COLUMN_TYPE` where a piece has other columns than the first.
 */
export async function writeTable(path: string, table: TableSink): Promise<void> {
  const file = await open(path, "wx");
  try {
    const writer = new FileWriter();
    for await (const { batches } of table instanceof ArrowTable ? pages(table) : pieces(table)) {
      for (const batch of batches) await file.writeFile(writer.encode(batch));
    }
    await file.writeFile(writer.finish());
  } finally {
    await file.close();
  }
}

/**
 * Reads an Arrow IPC file whole.
 *
 * @throws FairlineError `FILE_MISSING`; `ARTIFACT_INVALID` where the bytes are not a whole Arrow IPC file, or are
 *   compressed; `COLUMN_DUPLICATE` and `COLUMN_TYPE` for columns that a table cannot hold.
 */
export async function readTable(path: string): Promise<Table> {
  const tables: Table[] = [];
  for await (const table of readFileBatches(path)) tables.push(table);
  const batches = tables.flatMap((table) => table.batches);
  return plain(new ArrowTable(tables[0]!.schema, batches));
}

/** Reads an Arrow IPC file one record batch at a time. @throws FairlineError as {@link readTable} */
export async function* readBatches(path: string): AsyncGenerator<Table> {
  for await (const table of readFileBatches(path)) yield plain(table);
}

/** Reads every record batch of an Arrow IPC file, one at a time, and keeps none. @throws FairlineError as {@link readTable} */
export async function checkTable(path: string): Promise<void> {
  const batches = readBatches(path);
  for (let next = await batches.next(); next.done !== true;) next = await batches.next();
}

/** A table that is in memory already, as a source. */
export function tableSource(table: Table): TableSource {
  return {
    read: () => Promise.resolve(table),
    async *batches() {
      for (const page of pages(table)) yield await Promise.resolve(page);
    },
  };
}

/** One record batch of plain columns, whatever the file's writer made of them. */
function plain(table: Table): Table {
  return assemble(columnParts(table), table.schema.metadata, table.numRows);
}

/** The table in tables of at most `BATCH_ROWS` rows; at least one. */
function* pages(table: Table): Generator<Table> {
  const parts = columnParts(table);
  for (let start = 0; start === 0 || start < table.numRows; start += BATCH_ROWS) {
    const length = Math.min(BATCH_ROWS, table.numRows - start);
    const rows = Uint32Array.from({ length }, (_, row) => start + row);
    const taken = parts.map(({ field, data }) => ({ field, data: takeData(data, rows) }));
    yield assemble(taken, table.schema.metadata, length);
  }
}

/** The pieces with plain words for categories, held to the columns of the first. */
async function* pieces(tables: AsyncIterable<Table>): AsyncGenerator<Table> {
  let first: readonly ColumnPart[] | undefined;
  let number = 0;
  for await (const table of tables) {
    number += 1;
    const parts = columnParts(table).map(plainWords);
    first ??= parts;
    requireSameColumns(first, parts, number);
    const fields = first.map(({ field }) => field);
    yield assemble(
      parts.map(({ data }, i) => ({ field: fields[i]!, data })),
      table.schema.metadata,
      table.numRows,
    );
  }
  if (first === undefined) {
    throw new FairlineError("ROWS_EMPTY", "the table was given in no pieces at all", {
      hint: "Give at least one piece, without rows if there are none.",
    });
  }
}

function requireSameColumns(
  first: readonly ColumnPart[],
  parts: readonly ColumnPart[],
  number: number,
): void {
  const wanted = first.map(columnWord);
  const found = parts.map(columnWord);
  if (found.join("\0") === wanted.join("\0")) return;
  throw new FairlineError(
    "COLUMN_TYPE",
    `piece ${String(number)} of the table has the columns ${found.join(", ")}, not those of the first: ${wanted.join(", ")}`,
    { hint: "Give all pieces the same columns, in the same order and of the same types." },
  );
}

function columnWord({ field, data }: ColumnPart): string {
  return `${field.name} (${typeName(typeOf(data))})`;
}

function plainWords(part: ColumnPart): ColumnPart {
  if (!DataType.isDictionary(typeOf(part.data))) return part;
  const values = valueTexts([part.data]);
  return { field: part.field, data: columnChunk({ type: "text", values }) };
}
