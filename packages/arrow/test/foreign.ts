import { allRows, takeRows } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import {
  Binary,
  Bool,
  DateDay,
  Decimal,
  Dictionary,
  Field,
  FixedSizeList,
  Float32,
  Float64,
  Int32,
  Int64,
  Int8,
  LargeUtf8,
  List,
  Null,
  RecordBatch,
  Schema,
  Struct,
  StructRow,
  Table as ArrowTable,
  TimestampMicrosecond,
  TimestampSecond,
  Uint64,
  Uint8,
  Utf8,
  Utf8View,
  Vector,
  makeData,
  vectorFromArray,
} from "apache-arrow";
import type { Data, DataType } from "apache-arrow";

/** Four rows of columns as other programs write them, with a null in each, in one record batch. */
export function foreignTable(): Table {
  return tableOf({
    tiny: vectorFromArray([1, null, -3, 4], new Int8()),
    long: vectorFromArray([1n, null, 3n, -4n], new Int64()),
    unsigned: vectorFromArray([1n, 2n, null, 4n], new Uint64()),
    single: vectorFromArray([0.5, null, 2.5, -4], new Float32()),
    flag: vectorFromArray([true, null, false, true], new Bool()),
    large: vectorFromArray(["a", null, "é", ""], new LargeUtf8()),
    view: vectorFromArray(["short", null, "longer than twelve bytes", ""], new Utf8View()),
    byteCodes: dictionary([0, 1, 0, 2], ["p", "q", null]),
    repeated: dictionary([0, 1, 2, 0], ["p", "q", "p"], 78),
    day: vectorFromArray(
      [new Date("2020-01-02"), null, new Date("1960-05-06"), new Date(0)],
      new DateDay(),
    ),
    time: new Vector([micros([1_577_934_245_678_901n, 0n, -1n, 0n], [true, false, true, true])]),
    second: vectorFromArray(
      [new Date(0), null, new Date(1000), new Date(2000)],
      new TimestampSecond("UTC"),
    ),
    price: new Vector([decimals([150n, 0n, -225n, 1n], [true, false, true, true])]),
    nothing: new Vector([makeData({ type: new Null(), length: 4 })]),
    bytes: vectorFromArray(
      [Uint8Array.of(1), null, Uint8Array.of(2, 3), new Uint8Array(0)],
      new Binary(),
    ),
    list: vectorFromArray(
      [[1, 2], null, [], [3]],
      new List(new Field("item", new Float64(), true)),
    ),
    pair: vectorFromArray(
      [[1, 2], null, [3, 4], [5, 6]],
      new FixedSizeList(2, new Field("item", new Float32(), true)),
    ),
    struct: vectorFromArray(
      [{ a: 1, b: "x" }, null, { a: 3, b: null }, { a: 4, b: "y" }],
      new Struct([new Field("a", new Int32(), true), new Field("b", new Utf8(), true)]),
    ),
  });
}

/** The rows of tables with the same columns, one after another, in one piece. */
export function inOnePiece(tables: readonly Table[]): Table {
  const batches = tables.reduce((all, table) => all.concat(table));
  return takeRows(batches, allRows(batches));
}

/** A table of one record batch. */
export function tableOf(columns: Record<string, Vector>): Table {
  const children = Object.values(columns).map((vector) => vector.data[0] as Data);
  const fields = Object.entries(columns).map(([name, { type }]) => new Field(name, type, true));
  const schema = new Schema(fields);
  const data = makeData({
    type: new Struct(fields),
    length: children[0]!.length,
    nullCount: 0,
    children,
  });
  return new ArrowTable(schema, [new RecordBatch(schema, data)]);
}

/** A dictionary column of words with one-byte codes. */
export function dictionary(codes: number[], words: (string | null)[], id = 77): Vector {
  return coded(codes, vectorFromArray(words, new Utf8()), id);
}

/** A dictionary column of any values with one-byte codes. */
export function coded(codes: number[], values: Vector<DataType>, id = 77): Vector {
  return new Vector([
    makeData({
      type: new Dictionary(values.type, new Uint8(), id),
      data: Uint8Array.from(codes),
      length: codes.length,
      dictionary: values,
    }),
  ]);
}

/** The values of a column as plain JavaScript, whatever its type. */
export function plainValues(table: Table, name: string): unknown[] {
  const vector = table.getChild(name)!;
  return Array.from(vector, (value: unknown) => plain(value));
}

function plain(value: unknown): unknown {
  if (value instanceof Vector) return Array.from(value, plain);
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
  if (value instanceof StructRow) return value.toJSON();
  return value;
}

function bitmap(valid: readonly boolean[]): Uint8Array {
  return Uint8Array.of(valid.reduce((bits, bit, row) => bits | (Number(bit) << row), 0));
}

function micros(values: bigint[], valid: readonly boolean[]): Data {
  return makeData({
    type: new TimestampMicrosecond(),
    data: BigInt64Array.from(values),
    length: values.length,
    nullBitmap: bitmap(valid),
  });
}

/** Hundredths as 128-bit decimals: four 32-bit words each, lowest first. */
function decimals(values: bigint[], valid: readonly boolean[]): Data {
  const words = values.flatMap((value) =>
    [0n, 32n, 64n, 96n].map((shift) => Number(BigInt.asUintN(32, value >> shift))),
  );
  return makeData({
    type: new Decimal(2, 10, 128),
    data: Uint32Array.from(words),
    length: values.length,
    nullBitmap: bitmap(valid),
  });
}
