import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnLength,
  columnNames,
  columnType,
  numberColumn,
  numbers,
  textColumn,
  texts,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable } from "@fairline/testing";
import { Float64, Int64, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dictionary, foreignTable, tableOf } from "./foreign.ts";

const foreign = foreignTable();

describe("columns in memory", () => {
  it("number categories in order of first appearance", () => {
    expect(categoryColumn(["b", null, "a", "b"])).toEqual({
      type: "category",
      codes: Int32Array.of(0, -1, 1, 0),
      values: ["b", "a"],
    });
  });

  it("give back the words they were made of", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string())), (words) => {
        expect(categoryWords(categoryColumn(words))).toEqual(words);
        expect(columnLength(categoryColumn(words))).toBe(words.length);
        expect(columnLength(textColumn(words))).toBe(words.length);
      }),
    );
  });
});

describe("columnType", () => {
  it("says what a column holds", () => {
    expect(
      Object.fromEntries(columnNames(foreign).map((name) => [name, columnType(foreign, name)])),
    ).toMatchInlineSnapshot(`
      {
        "byteCodes": "category",
        "bytes": "other",
        "day": "other",
        "flag": "boolean",
        "large": "text",
        "list": "other",
        "long": "integer",
        "nothing": "category",
        "pair": "other",
        "price": "number",
        "repeated": "category",
        "second": "other",
        "single": "number",
        "struct": "other",
        "time": "other",
        "tiny": "integer",
        "unsigned": "integer",
        "view": "text",
      }
    `);
  });

  it("names the columns there are where there is none of the name", async () => {
    expect(await failure(() => columnType(lendingTable(), "incme"))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "incme" in the table
      Did you mean "income"? The columns are: id, income, purpose, sex, race, repaid, split."
    `);
  });
});

describe("numbers", () => {
  it("reads integers, floats, decimals and booleans of any width, with NaN for null", () => {
    const read = (name: string): number[] => [...numbers(foreign, name).values];
    expect(read("tiny")).toEqual([1, NaN, -3, 4]);
    expect(read("long")).toEqual([1, NaN, 3, -4]);
    expect(read("unsigned")).toEqual([1, 2, NaN, 4]);
    expect(read("single")).toEqual([0.5, NaN, 2.5, -4]);
    expect(read("price")).toEqual([1.5, NaN, -2.25, 0.01]);
    expect(read("flag")).toEqual([1, NaN, 0, 1]);
    expect(read("nothing")).toEqual([NaN, NaN, NaN, NaN]);
    expect(numbers(foreign, "long").integer).toBe(true);
    expect(numbers(foreign, "price").integer).toBe(false);
  });

  it("refuses words, lists and dates", async () => {
    expect(await failure(() => numbers(foreign, "byteCodes"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "byteCodes" holds category values, not numbers
      Choose a numeric column, or convert this one at ingest."
    `);
    expect(await failure(() => numbers(foreign, "list"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "list" holds List<Float64> values, not numbers
      Choose a numeric column, or convert this one at ingest."
    `);
    expect(await failure(() => numbers(foreign, "day"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "day" holds Date32<DAY> values, not numbers
      Choose a numeric column, or convert this one at ingest."
    `);
  });

  it("refuses a 64-bit integer that it could only round, and reads one that it need not", async () => {
    const of = (value: bigint): Table => tableOf({ id: vectorFromArray([1n, value], new Int64()) });
    expect(numbers(of(2n ** 53n), "id").values[1]).toBe(2 ** 53);
    expect(await failure(() => numbers(of(2n ** 53n + 1n), "id"))).toMatchInlineSnapshot(`
      "VALUE_INVALID: column "id" holds 9007199254740993 in row 2, which a 64-bit float cannot hold exactly
      Store it in a larger unit, or as text if it is an identifier."
    `);
    expect(texts(of(2n ** 53n + 1n), "id").values).toEqual(["1", "9007199254740993"]);
  });
});

describe("categories and texts", () => {
  it("read every column of single values as words", () => {
    const read = (name: string): readonly (string | null)[] => {
      const words = texts(foreign, name).values;
      expect(categoryWords(categories(foreign, name))).toEqual(words);
      return words;
    };
    expect(read("tiny")).toEqual(["1", null, "-3", "4"]);
    expect(read("long")).toEqual(["1", null, "3", "-4"]);
    expect(read("price")).toEqual(["1.5", null, "-2.25", "0.01"]);
    expect(read("flag")).toEqual(["true", null, "false", "true"]);
    expect(read("large")).toEqual(["a", null, "é", ""]);
    expect(read("view")).toEqual(["short", null, "longer than twelve bytes", ""]);
    expect(read("byteCodes")).toEqual(["p", "q", "p", null]);
    expect(read("repeated")).toEqual(["p", "q", "p", "p"]);
    expect(read("day")).toEqual(["2020-01-02", null, "1960-05-06", "1970-01-01"]);
    expect(read("time")).toEqual([
      "2020-01-02T03:04:05.678901",
      null,
      "1969-12-31T23:59:59.999999",
      "1970-01-01T00:00:00.000000",
    ]);
    expect(read("second")).toEqual([
      "1970-01-01T00:00:00Z",
      null,
      "1970-01-01T00:00:01Z",
      "1970-01-01T00:00:02Z",
    ]);
    expect(read("nothing")).toEqual([null, null, null, null]);
  });

  it("take a NaN for missing, as in numbers", () => {
    const table = tableOf({ x: vectorFromArray([0.5, Number.NaN, -0], new Float64()) });
    expect(categoryWords(categories(table, "x"))).toEqual(["0.5", null, "0"]);
    expect(texts(table, "x").values).toEqual(["0.5", null, "0"]);
  });

  it("number the categories by first appearance, not by the dictionary, and leave out what no row has", () => {
    const table = tableOf({ x: dictionary([3, 1, 3, 2], ["unused", "b", "b", "a"]) });
    expect(categories(table, "x")).toEqual({
      type: "category",
      codes: Int32Array.of(0, 1, 0, 1),
      values: ["a", "b"],
    });
  });

  it("refuse nested and binary values", async () => {
    expect(await failure(() => categories(foreign, "struct"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "struct" holds Struct<{a:Int32, b:Utf8}> values, not categories
      Choose a column of words, numbers, booleans or dates."
    `);
    expect(await failure(() => texts(foreign, "bytes"))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "bytes" holds Binary values, not text
      Choose a column of words, numbers, booleans or dates."
    `);
  });
});

describe("column", () => {
  it("reads each column as what it is", () => {
    expect(column(foreign, "tiny")).toEqual(numberColumn([1, NaN, -3, 4], { integer: true }));
    expect(column(foreign, "large")).toEqual(textColumn(["a", null, "é", ""]));
    expect(column(foreign, "flag")).toEqual(categoryColumn(["true", null, "false", "true"]));
    expect(column(foreign, "repeated")).toEqual(categoryColumn(["p", "q", "p", "p"]));
    expect(column(foreign, "nothing")).toEqual(categoryColumn([null, null, null, null]));
  });
});
