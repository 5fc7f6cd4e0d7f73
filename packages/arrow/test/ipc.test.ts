import { createHash } from "node:crypto";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  categoryColumn,
  column,
  columnNames,
  columnRoles,
  columnType,
  makeTable,
  numberColumn,
  readBatches,
  readTable,
  tableCodec,
  tableMeta,
  tableSource,
  takeRows,
  textColumn,
  writeTable,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { anyTable, failure, lendingTable, scratchDirectory } from "@fairline/testing";
import {
  DenseUnion,
  Field,
  Int32,
  RecordBatchReader,
  Schema,
  Table as ArrowTable,
  Vector,
  makeData,
  tableToIPC,
  vectorFromArray,
} from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_ROWS } from "../src/ipc.ts";
import { dictionary, foreignTable, inOnePiece, plainValues, tableOf } from "./foreign.ts";

const scratch = scratchDirectory();
const made = { files: 0 };

function newPath(): string {
  made.files += 1;
  return join(scratch, `${String(made.files)}.arrow`);
}

async function written(table: Table | AsyncIterable<Table>): Promise<string> {
  const path = newPath();
  await writeTable(path, table);
  return path;
}

async function digest(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}

/** A failure with the scratch directory taken out of its text. */
async function failureAt(action: () => unknown): Promise<string> {
  return (await failure(action))
    .replaceAll(scratch, "<scratch>")
    .replaceAll(/\d+\.arrow/g, "n.arrow");
}

async function* pieces(...tables: Table[]): AsyncGenerator<Table> {
  for (const table of tables) yield await Promise.resolve(table);
}

async function collected(batches: AsyncIterable<Table>): Promise<Table[]> {
  const tables: Table[] = [];
  for await (const table of batches) tables.push(table);
  return tables;
}

function expectSame(a: Table, b: Table): void {
  expect(columnNames(a)).toEqual(columnNames(b));
  for (const name of columnNames(a)) {
    expect(column(a, name)).toEqual(column(b, name));
    expect(columnRoles(a, name)).toEqual(columnRoles(b, name));
  }
  expect(tableMeta(a)).toEqual(tableMeta(b));
}

describe("writeTable and readTable", () => {
  it("give back values, types, roles and metadata", async () => {
    expectSame(await readTable(await written(lendingTable())), lendingTable());
  });

  it("give back any table", async () => {
    await fc.assert(
      fc.asyncProperty(anyTable(), async (table) => {
        expectSame(await readTable(await written(table)), table);
      }),
      { numRuns: 40 },
    );
  });

  it("give back columns as other programs write them", async () => {
    const foreign = foreignTable();
    const read = await readTable(await written(foreign));
    for (const name of columnNames(foreign)) {
      expect([name, ...plainValues(read, name)]).toEqual([name, ...plainValues(foreign, name)]);
    }
  });

  it("give the same bytes for the same table, whatever was made in between and however it is chunked", async () => {
    const first = await digest(await written(lendingTable()));
    categoryTable();
    expect(await digest(await written(lendingTable()))).toBe(first);
    const table = lendingTable();
    const chunked = table.slice(0, 5).concat(table.slice(5));
    expect(await digest(await written(chunked))).toBe(first);
    expect(await digest(await written(await readTable(await written(table))))).toBe(first);
  });

  it("give the bytes that these rows always gave, on any machine", async () => {
    // The digest of the first run: it changes only when the writer does, and then stored artifacts change with it.
    expect(await digest(await written(lendingTable()))).toMatchInlineSnapshot(
      `"a54efee7367a8dd3965f8c0f3bf83d37d8467f36ab49997dbd5a07463b33dc55"`,
    );
  });

  it("write one record batch per 65,536 rows, and read them one at a time", async () => {
    const n = BATCH_ROWS + 3;
    const table = makeTable([
      { name: "x", column: numberColumn(Float64Array.from({ length: n }, (_, row) => row)) },
      {
        name: "c",
        column: categoryColumn(Array.from({ length: n }, (_, row) => `g${String(row % 3)}`)),
      },
    ]);
    const path = await written(table);
    expect((await collected(readBatches(path))).map(({ numRows }) => numRows)).toEqual([
      BATCH_ROWS,
      3,
    ]);
    const whole = await digest(path);
    expect(await digest(await written(await readTable(path)))).toBe(whole);
    expect(await digest(await written(inOnePiece(await collected(readBatches(path)))))).toBe(whole);
  });

  it("keep tables without rows, and without columns", async () => {
    const empty = takeRows(lendingTable(), []);
    const read = await readTable(await written(empty));
    expect([read.numRows, columnNames(read)]).toEqual([0, columnNames(empty)]);
    expect(
      (await collected(readBatches(await written(empty)))).map(({ numRows }) => numRows),
    ).toEqual([0]);
    expect((await readTable(await written(makeTable([])))).numRows).toBe(0);
    const none = new ArrowTable(new Schema([new Field("x", new Int32(), true)]));
    expect(columnNames(await readTable(await written(none)))).toEqual(["x"]);
  });

  it("store the schema behind the magic bytes too, so that a reader from the start finds it", async () => {
    const bytes = await readFile(await written(lendingTable()));
    const stream = RecordBatchReader.from(bytes.subarray(8));
    expect([...stream].reduce((rows, batch) => rows + batch.numRows, 0)).toBe(12);
  });

  it("do not write over a file", async () => {
    const path = await written(lendingTable());
    const before = await digest(path);
    await expect(writeTable(path, makeTable([]))).rejects.toMatchObject({ code: "EEXIST" });
    expect(await digest(path)).toBe(before);
  });
});

describe("a table in pieces", () => {
  const table = lendingTable();
  const halves = [takeRows(table, [0, 1, 2, 3, 4, 5]), takeRows(table, [6, 7, 8, 9, 10, 11])];

  it("is written one record batch a piece, with categories as plain words", async () => {
    const path = await written(pieces(...halves));
    const read = await readTable(path);
    expect((await collected(readBatches(path))).map(({ numRows }) => numRows)).toEqual([6, 6]);
    expect(columnType(read, "sex")).toBe("text");
    expect(column(read, "purpose")).toEqual(
      textColumn([
        "car",
        "home",
        "car",
        "home",
        "car",
        null,
        "home",
        "car",
        "home",
        "car",
        "home",
        "car",
      ]),
    );
    expect(column(read, "income")).toEqual(column(table, "income"));
    expect(columnRoles(read, "sex")).toEqual(["feature", "sensitive"]);
    expect(tableMeta(read)).toEqual(tableMeta(table));
  });

  it("gives the same bytes for the same pieces", async () => {
    expect(await digest(await written(pieces(...halves)))).toBe(
      await digest(await written(pieces(...halves))),
    );
  });

  it("may be one piece without rows, but not no piece", async () => {
    expect((await readTable(await written(pieces(takeRows(table, []))))).numRows).toBe(0);
    expect(await failureAt(() => written(pieces()))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: the table was given in no pieces at all
      Give at least one piece, without rows if there are none."
    `);
  });

  it("must have the same columns in every piece", async () => {
    const small = makeTable([{ name: "x", column: numberColumn([1], { integer: true }) }]);
    const large = makeTable([{ name: "x", column: numberColumn([2 ** 40], { integer: true }) }]);
    expect(await failureAt(() => written(pieces(small, large)))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: piece 2 of the table has the columns x (Int64), not those of the first: x (Int32)
      Give all pieces the same columns, in the same order and of the same types."
    `);
  });

  it("leaves no readable file behind when a piece fails to come", async () => {
    const path = newPath();
    async function* failing(): AsyncGenerator<Table> {
      yield* pieces(table);
      throw new Error("the database went away");
    }
    await expect(writeTable(path, failing())).rejects.toThrow(new Error("the database went away"));
    expect(await failureAt(() => readTable(path))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: <scratch>/n.arrow is not a whole Arrow IPC file
      Write it with pyarrow.ipc.new_file, polars write_ipc, or a Fairline ingest stage."
    `);
  });
});

describe("files that are not whole Arrow files", () => {
  it("are refused, cut short anywhere", async () => {
    const bytes = await readFile(await written(lendingTable()));
    for (const length of [0, 5, 8, 100, bytes.length - 100, bytes.length - 6, bytes.length - 1]) {
      const path = newPath();
      await writeFile(path, bytes);
      await truncate(path, length);
      const message =
        length < 12 ? "too short" : `no ARROW1 at byte ${String(length - "ARROW1".length)}`;
      const refusal = { code: "ARTIFACT_INVALID", cause: { message } };
      await expect(readTable(path)).rejects.toMatchObject(refusal);
      await expect(collected(readBatches(path))).rejects.toMatchObject(refusal);
      await expect(tableCodec.check?.(path)).rejects.toMatchObject(refusal);
    }
    await expect(tableCodec.check?.(await written(lendingTable()))).resolves.toBeUndefined();
  });

  it("are refused with bytes missing in the middle", async () => {
    const bytes = await readFile(await written(lendingTable()));
    // The last ten bytes are the length of the footer and the magic ones; the batches lie before the footer.
    const footer = bytes.length - 10 - bytes.readInt32LE(bytes.length - 10);
    for (const [from, to] of [
      [400, 1200],
      [8, footer],
      [16, footer - 16],
    ] as const) {
      const path = newPath();
      await writeFile(path, Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
      await expect(readTable(path)).rejects.toMatchObject({ code: "ARTIFACT_INVALID" });
    }
  });

  it("are named in the message", async () => {
    const path = newPath();
    await writeFile(path, "sex,income\nF,21\n");
    expect(await failureAt(() => readTable(path))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: <scratch>/n.arrow is not a whole Arrow IPC file
      Write it with pyarrow.ipc.new_file, polars write_ipc, or a Fairline ingest stage."
    `);
    const stream = newPath();
    await writeFile(stream, tableToIPC(lendingTable(), "stream"));
    expect(await failureAt(() => readTable(stream))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: <scratch>/n.arrow is not a whole Arrow IPC file
      Write it with pyarrow.ipc.new_file, polars write_ipc, or a Fairline ingest stage."
    `);
  });

  it("are told from files that are not there", async () => {
    expect(await failureAt(() => readTable(join(scratch, "none.arrow")))).toMatchInlineSnapshot(`
      "FILE_MISSING: cannot read <scratch>/none.arrow
      Check that the file is there and may be read."
    `);
    expect(await failureAt(() => collected(readBatches(join(scratch, "none.arrow"))))).toBe(
      await failureAt(() => readTable(join(scratch, "none.arrow"))),
    );
  });
});

describe("files with columns that a table cannot hold", () => {
  it("are refused with the column's name", async () => {
    const union = makeData({
      type: new DenseUnion([0], [new Field("i", new Int32())]),
      typeIds: [0, 0],
      valueOffsets: [0, 1],
      children: [vectorFromArray([1, 2], new Int32()).data[0]!],
    });
    const path = newPath();
    await writeFile(path, tableToIPC(tableOf({ mixed: new Vector([union]) }), "file"));
    expect(await failureAt(() => readTable(path))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "mixed" holds Union<Int32> values, which a table cannot hold
      Drop the column, or convert it before."
    `);
  });

  it("are refused with two columns of one name", async () => {
    const fields = ["x", "x"].map((name) => new Field(name, new Int32(), true));
    const path = newPath();
    await writeFile(path, tableToIPC(new ArrowTable(new Schema(fields)), "file"));
    expect(await failureAt(() => readTable(path))).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: there are two columns "x"
      Rename one of them."
    `);
  });
});

describe("tableSource and tableCodec", () => {
  it("offer a table in memory whole or in batches", async () => {
    const source = tableSource(lendingTable());
    expectSame(await source.read(), lendingTable());
    expectSame(inOnePiece(await collected(source.batches())), lendingTable());
  });

  it("offer a file whole or in batches", async () => {
    const path = newPath();
    await tableCodec.write(lendingTable(), path);
    const source = await tableCodec.read(path);
    expectSame(await source.read(), lendingTable());
    expectSame(inOnePiece(await collected(source.batches())), lendingTable());
    expect([tableCodec.kind, tableCodec.extension]).toEqual(["table", ".arrow"]);
  });
});

/** Makes dictionaries, so that a global counter of them would move on. */
function categoryTable(): Table {
  return tableOf({ a: dictionary([0], ["x"], 1), b: dictionary([0], ["y"], 2) });
}
