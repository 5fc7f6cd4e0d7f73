import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { FairlineError } from "@fairline/core";
import { DataType, RecordBatchReader, Table as ArrowTable } from "apache-arrow";
import type { AsyncRecordBatchFileReader, RecordBatch, Schema } from "apache-arrow";
import { childFields, typeName, valueTypeOf } from "./chunk.ts";
import { requireUniqueNames } from "./table.ts";
import type { Table } from "./table.ts";
import { hasText } from "./value-text.ts";

const MAGIC = "ARROW1";

/**
 * Reads an Arrow IPC file as one table per record batch, in order; one without batches where the file has none.
 *
 * @throws FairlineError as `readTable`
 */
export async function* readFileBatches(path: string): AsyncGenerator<Table> {
  const file = await open(path).catch((cause: unknown) => {
    throw new FairlineError("FILE_MISSING", `cannot read ${path}`, {
      cause,
      hint: "Check that the file is there and may be read.",
    });
  });
  const orInvalid = <T>(promise: Promise<T>): Promise<T> =>
    promise.catch((cause: unknown) => {
      throw invalid(path, cause);
    });
  try {
    await orInvalid(requireMagic(file));
    const reader = await orInvalid(openReader(file));
    requireCarried(reader.schema);
    if (reader.numRecordBatches === 0) yield new ArrowTable(reader.schema);
    for (let i = 0; i < reader.numRecordBatches; i++) {
      yield new ArrowTable([await orInvalid(readBatch(reader, i))]);
    }
  } finally {
    await file.close();
  }
}

async function openReader(file: FileHandle): Promise<AsyncRecordBatchFileReader> {
  const reader = await RecordBatchReader.from(file);
  await reader.open();
  if (!reader.isFile()) throw new Error("no footer");
  return reader;
}

/** The library gives null for a batch that is not where the footer says. */
async function readBatch(reader: AsyncRecordBatchFileReader, index: number): Promise<RecordBatch> {
  const batch = await reader.readRecordBatch(index);
  if (batch === null) {
    throw new Error(`record batch ${String(index)} is not where the footer says`);
  }
  return batch;
}

/** The format begins and ends with the same six bytes; a file cut short has lost the last. */
async function requireMagic(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  if (size < 2 * MAGIC.length) throw new Error("too short");
  for (const position of [0, size - MAGIC.length]) {
    const { buffer } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, position);
    if (buffer.toString("latin1") !== MAGIC)
      throw new Error(`no ${MAGIC} at byte ${String(position)}`);
  }
}

/** @throws FairlineError `COLUMN_DUPLICATE`, or `COLUMN_TYPE` for a column that could not be copied row by row. */
function requireCarried({ fields }: Schema): void {
  requireUniqueNames(fields.map(({ name }) => name));
  for (const { name, type } of fields) {
    if (!isCarried(type as DataType)) {
      throw new FairlineError(
        "COLUMN_TYPE",
        `column "${name}" holds ${typeName(type as DataType)} values, which a table cannot hold`,
        { hint: "Drop the column, or convert it before." },
      );
    }
  }
}

function isCarried(type: DataType): boolean {
  if (DataType.isUnion(type) || DataType.isMap(type)) return false;
  if (DataType.isDictionary(type)) return hasText(valueTypeOf(type));
  return childFields(type).every((field) => isCarried(field.type as DataType));
}

function invalid(path: string, cause: unknown): FairlineError {
  // The library has no other sign of it than its message.
  if (cause instanceof Error && cause.message.includes("compressed")) {
    return new FairlineError("ARTIFACT_INVALID", `${path} is compressed`, {
      cause,
      hint: "Write it without compression: pandas to_feather(compression='uncompressed'), polars write_ipc(compression='uncompressed'), pyarrow IpcWriteOptions(compression=None).",
    });
  }
  return new FairlineError("ARTIFACT_INVALID", `${path} is not a whole Arrow IPC file`, {
    cause,
    hint: "Write it with pyarrow.ipc.new_file, polars write_ipc, or a Fairline ingest stage.",
  });
}
