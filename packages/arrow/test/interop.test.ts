import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  columnType,
  makeTable,
  numberColumn,
  numbers,
  readTable,
  takeRows,
  tensors,
  textColumn,
  texts,
  withTensors,
  writeTable,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, scratchDirectory } from "@fairline/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { inOnePiece, plainValues } from "./foreign.ts";

const probe = spawnSync("python3", ["-c", "import pyarrow, polars, duckdb"], { encoding: "utf8" });
const why =
  probe.status === 0
    ? ""
    : "needs python3 with pyarrow, polars and duckdb: pip install -r packages/arrow/test/python/requirements.txt";

function python(script: string, argument: string): string {
  const path = join(import.meta.dirname, "python", script);
  return execFileSync("python3", [path, argument], { encoding: "utf8" });
}

/** What the programs saw, as open.py prints it. */
interface Seen {
  readonly types: Record<string, string>;
  readonly roles: Record<string, string>;
  readonly metadata: Record<string, string>;
  readonly pyarrow: unknown[];
  readonly from_start: unknown[];
  readonly polars: unknown[];
  readonly duckdb: unknown[];
}

async function seen(table: Table | AsyncIterable<Table>): Promise<Seen> {
  const path = join(scratchDirectory(), "table.arrow");
  await writeTable(path, table);
  return JSON.parse(python("open.py", path)) as Seen;
}

describe("files that we write", () => {
  const table = makeTable(
    [
      { name: "income", column: numberColumn([1.5, NaN, -3]), roles: ["feature"] },
      { name: "age", column: numberColumn([30, NaN, 50], { integer: true }) },
      { name: "id", column: numberColumn([1, 2, 2 ** 40], { integer: true }), roles: ["id"] },
      { name: "sex", column: categoryColumn(["F", null, "M"]), roles: ["sensitive", "feature"] },
      { name: "note", column: textColumn(["a", null, "é"]) },
    ],
    { task: "binary", positive: "M" },
  );
  const rows = [
    { income: 1.5, age: 30, id: 1, sex: "F", note: "a" },
    { income: null, age: null, id: 2, sex: null, note: null },
    { income: -3, age: 50, id: 2 ** 40, sex: "M", note: "é" },
  ];

  it("are opened by pyarrow, polars and DuckDB as they are", async ({ skip }) => {
    skip(why !== "", why);
    const { types, roles, metadata, ...read } = await seen(table);
    expect(read).toEqual({ pyarrow: rows, from_start: rows, polars: rows, duckdb: rows });
    expect(types).toEqual({
      income: "double",
      age: "int32",
      id: "int64",
      sex: "dictionary<values=string, indices=int32, ordered=0>",
      note: "string",
    });
    expect(roles).toEqual({ income: "feature", id: "id", sex: "feature,sensitive" });
    expect(metadata).toEqual({ "fairline:task": "binary", "fairline:positive": "M" });
  });

  it("are opened when they were written piece by piece", async ({ skip }) => {
    skip(why !== "", why);
    async function* pieces(): AsyncGenerator<Table> {
      yield await Promise.resolve(takeRows(table, [2, 1]));
      yield takeRows(table, [0]);
    }
    const { types, pyarrow, polars, duckdb } = await seen(pieces());
    const expected = [rows[2], rows[1], rows[0]];
    expect([pyarrow, polars, duckdb]).toEqual([expected, expected, expected]);
    expect(types["sex"]).toBe("string");
  });

  it("are opened with tensors as such", async ({ skip }) => {
    skip(why !== "", why);
    const two = makeTable([{ name: "id", column: numberColumn([1, 2], { integer: true }) }]);
    const images = { shape: [2, 1], values: Float32Array.of(1, 2, 3, 4) };
    const { types, pyarrow } = await seen(withTensors(two, "image", images));
    expect(types["image"]).toContain("arrow.fixed_shape_tensor[value_type=float, shape=[2,1]");
    expect(pyarrow).toEqual([
      { id: 1, image: [1, 2] },
      { id: 2, image: [3, 4] },
    ]);
  });

  it("are opened without rows", async ({ skip }) => {
    skip(why !== "", why);
    const { pyarrow, polars, duckdb } = await seen(takeRows(lendingTable(), []));
    expect([pyarrow, polars, duckdb]).toEqual([[], [], []]);
  });
});

describe("files that others write", () => {
  const folder = scratchDirectory();
  const read = (name: string): Promise<Table> => readTable(join(folder, `${name}.arrow`));

  beforeAll(() => {
    if (why === "") python("write.py", folder);
  }, 60_000);

  it("are read from pyarrow, whatever the types", async ({ skip }) => {
    skip(why !== "", why);
    const table = await read("pyarrow");
    for (const name of ["float", "half"]) {
      expect(column(table, name)).toEqual(numberColumn([0.5, NaN, 2.5]));
    }
    expect(column(table, "int64")).toEqual(numberColumn([1, NaN, 3], { integer: true }));
    expect(column(table, "decimal")).toEqual(numberColumn([1.5, NaN, -2.25]));
    expect(column(table, "bool")).toEqual(categoryColumn(["true", null, "false"]));
    expect(texts(table, "string").values).toEqual(["a", null, "é"]);
    expect(texts(table, "large_string").values).toEqual(["a", null, "é"]);
    expect(texts(table, "string_view").values).toEqual(["a", null, "more than twelve bytes"]);
    expect(column(table, "int8_codes")).toEqual(categoryColumn(["y", null, "x"]));
    expect(column(table, "null_in_dictionary")).toEqual(categoryColumn(["x", null, "y"]));
    expect(texts(table, "date").values).toEqual(["2020-01-02", null, "1960-05-06"]);
    expect(texts(table, "timestamp").values).toEqual([
      "2020-01-02T03:04:05.678901",
      null,
      "1960-01-01T00:00:00.000000",
    ]);
    expect(column(table, "nulls")).toEqual(categoryColumn([null, null, null]));
    expect(plainValues(table, "list")).toEqual([[1, 2], null, []]);
    expect(plainValues(table, "struct")).toEqual([{ a: 1n }, null, { a: 2n }]);
  });

  it("are read from pyarrow with tensors as such", async ({ skip }) => {
    skip(why !== "", why);
    const table = await read("tensor");
    expect(tensors(table, "image")).toEqual({
      shape: [2, 2],
      values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    });
  });

  it("are read from polars", async ({ skip }) => {
    skip(why !== "", why);
    const table = await read("polars");
    expect(column(table, "text")).toEqual(textColumn(["a", null, "more than twelve bytes"]));
    expect(column(table, "category")).toEqual(categoryColumn(["y", "x", "y"]));
    expect(column(table, "enum")).toEqual(categoryColumn(["lo", "hi", null]));
    expect(numbers(table, "integer").values).toEqual(Float64Array.of(1, 2, NaN));
    expect(plainValues(table, "list")).toEqual([["a"], [], null]);
  });

  it("are read from DuckDB", async ({ skip }) => {
    skip(why !== "", why);
    const table = await read("duckdb");
    expect(numbers(table, "integer").values).toEqual(Float64Array.of(0, 1, 2));
    expect(texts(table, "text").values).toEqual(["v0", "v1", "v2"]);
    expect(numbers(table, "price").values).toEqual(Float64Array.of(0, 0.5, 1));
    expect(categoryWords(categories(table, "parity"))).toEqual(["even", "odd", "even"]);
    expect(columnType(table, "flag")).toBe("boolean");
  });

  it("are opened again by their writers after rows were taken and stacked", async ({ skip }) => {
    skip(why !== "", why);
    for (const name of ["polars", "duckdb"]) {
      const table = await read(name);
      const again = await seen(inOnePiece([takeRows(table, [2, 0]), table]));
      expect(again.pyarrow.slice(2)).toEqual(again.polars.slice(2));
      expect(again.pyarrow[0]).toEqual(again.pyarrow[4]);
      expect(again.pyarrow[1]).toEqual(again.pyarrow[2]);
      expect(Object.keys(again.types)).toEqual(columnNames(table));
    }
  });

  it("are refused compressed, with the way out", async ({ skip }) => {
    skip(why !== "", why);
    const text = await failure(() => read("compressed"));
    expect(text.replaceAll(folder, "<folder>")).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: <folder>/compressed.arrow is compressed
      Write it without compression: pandas to_feather(compression='uncompressed'), polars write_ipc(compression='uncompressed'), pyarrow IpcWriteOptions(compression=None)."
    `);
  });
});
