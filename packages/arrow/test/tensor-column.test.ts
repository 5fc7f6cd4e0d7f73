import { join } from "node:path";
import {
  columnNames,
  columnRoles,
  columnType,
  makeTable,
  numberColumn,
  readTable,
  takeRows,
  tensors,
  withTensors,
  writeTable,
} from "@fairline/arrow";
import type { Table, TensorColumn } from "@fairline/arrow";
import { failure, scratchDirectory } from "@fairline/testing";
import {
  Field,
  FixedSizeList,
  Float32,
  Float64,
  RecordBatch,
  Schema,
  Table as ArrowTable,
  vectorFromArray,
} from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foreignTable, inOnePiece, tableOf } from "./foreign.ts";

const rows = makeTable([{ name: "x", column: numberColumn([1, 2, 3]) }]);

/** Three images of 2 x 2: pixel p of row r is 10 r + p. */
const images: TensorColumn = {
  shape: [2, 2],
  values: Uint8Array.of(0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23),
};

/** The image column with other metadata. */
function described(metadata: Record<string, string>): Table {
  const table = withTensors(rows, "image", images);
  const fields = table.schema.fields.map((field) =>
    field.name === "image" ? field.clone({ metadata: new Map(Object.entries(metadata)) }) : field,
  );
  const schema = new Schema(fields);
  const batches = table.batches.map((batch) => new RecordBatch(schema, batch.data));
  return new ArrowTable(schema, batches);
}

describe("tensors", () => {
  it("come back from a file with shape, type and roles", async () => {
    const path = join(scratchDirectory(), "images.arrow");
    await writeTable(path, withTensors(rows, "image", images, ["feature"]));
    const read = await readTable(path);
    expect(tensors(read, "image")).toEqual(images);
    expect(columnRoles(read, "image")).toEqual(["feature"]);
    expect([columnNames(read), columnType(read, "image")]).toEqual([["x", "image"], "other"]);
  });

  it("follow their rows", () => {
    const table = withTensors(rows, "image", images);
    expect(tensors(takeRows(table, [2, 0]), "image")).toEqual({
      shape: [2, 2],
      values: Uint8Array.of(20, 21, 22, 23, 0, 1, 2, 3),
    });
    expect(tensors(inOnePiece([table.slice(1, 2), table.slice(0, 1)]), "image").values).toEqual(
      Uint8Array.of(10, 11, 12, 13, 0, 1, 2, 3),
    );
    expect(tensors(table.slice(1, 2), "image").values).toEqual(Uint8Array.of(10, 11, 12, 13));
  });

  it("of any shape come back", () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
    fc.assert(
      fc.property(shapes, fc.nat({ max: 4 }), (shape, n) => {
        const size = shape.reduce((product, length) => product * length, 1);
        const column = { shape, values: Float32Array.from({ length: n * size }, (_, i) => i / 2) };
        const table = makeTable([{ name: "x", column: numberColumn(new Float64Array(n)) }]);
        expect(tensors(withTensors(table, "t", column), "t")).toEqual(column);
      }),
    );
  });

  it("are read from a plain list of fixed size as vectors", () => {
    const pairs = vectorFromArray(
      [
        [1, 2],
        [3, 4],
      ],
      new FixedSizeList(2, new Field("item", new Float32(), true)),
    );
    expect(tensors(tableOf({ pairs }), "pairs")).toEqual({
      shape: [2],
      values: Float32Array.of(1, 2, 3, 4),
    });
  });

  it("replace a column of their name in place", () => {
    const table = withTensors(withTensors(rows, "image", images), "x", images);
    expect(columnNames(table)).toEqual(["x", "image"]);
    expect(tensors(table, "x")).toEqual(images);
  });

  it("must be one for each row", async () => {
    const short = { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) };
    expect(await failure(() => withTensors(rows, "image", short))).toMatchInlineSnapshot(`
      "LENGTH_MISMATCH: column "image" has 1 rows but the table has 3
      Give the column one value per row."
    `);
  });

  it("cannot be read from other columns", async () => {
    expect(await failure(() => tensors(rows, "x"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "x" holds Float64 values, not tensors of float32 or uint8
      Store it as arrow.fixed_shape_tensor."
    `);
    expect(await failure(() => tensors(rows, "y"))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "y" in the table
      The columns are: x."
    `);
    const wide = vectorFromArray(
      [[1, 2]],
      new FixedSizeList(2, new Field("item", new Float64(), true)),
    );
    expect(await failure(() => tensors(tableOf({ wide }), "wide"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "wide" holds FixedSizeList[2]<Float64> values, not tensors of float32 or uint8
      Store it as arrow.fixed_shape_tensor."
    `);
  });

  it("cannot be read with nulls among them, or inside them", async () => {
    expect(await failure(() => tensors(foreignTable(), "pair"))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "pair" has no tensor in row 2
      Drop or mend these rows before."
    `);
    const holed = vectorFromArray(
      [
        [1, 2],
        [3, null],
      ],
      new FixedSizeList(2, new Field("item", new Float32(), true)),
    );
    expect(await failure(() => tensors(tableOf({ holed }), "holed"))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "holed" has a null inside the tensor of row 2
      Drop or mend these rows before."
    `);
  });

  it("cannot be read with a shape of another size, or with dimensions in another order", async () => {
    const extension = { "ARROW:extension:name": "arrow.fixed_shape_tensor" };
    for (const metadata of ['{"shape":[2,2],"permutation":[0,1]}', '{"shape":[4]}']) {
      expect(
        tensors(described({ ...extension, "ARROW:extension:metadata": metadata }), "image").values,
      ).toEqual(images.values);
    }
    for (const metadata of [
      '{"shape":[3,3]}',
      '{"shape":[2,2],"permutation":[1,0]}',
      "{",
      "null",
    ]) {
      const table = described({ ...extension, "ARROW:extension:metadata": metadata });
      await expect(failure(() => tensors(table, "image"))).resolves.toContain("COLUMN_TYPE");
    }
    const table = described({ ...extension, "ARROW:extension:metadata": '{"shape":[3,3]}' });
    expect(await failure(() => tensors(table, "image"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "image" holds tensors of 4 values described as {"shape":[3,3]}
      Store them row-major, with a shape of that size and no permutation."
    `);
  });
});
