import {
  categoryColumn,
  column,
  columnNames,
  columnRoles,
  columnType,
  filterRows,
  numberColumn,
  tableMeta,
  takeColumn,
  takeRows,
  textColumn,
  withoutColumns,
  withRoles,
} from "@fairline/arrow";
import type { Column, Table } from "@fairline/arrow";
import { anyTable, lendingTable } from "@fairline/testing";
import {
  Dictionary,
  Field,
  Int32,
  List,
  Schema,
  Table as ArrowTable,
  Utf8,
  Utf8View,
  Vector,
  makeData,
  vectorFromArray,
} from "apache-arrow";
import type { Data } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dictionary, foreignTable, inOnePiece, plainValues, tableOf } from "./foreign.ts";

const foreign = foreignTable();

/** Two batches: rows 2 and 3 of the table, then rows 1 and 2, as slices that share its buffers. */
function chunked(table: Table): Table {
  return table.slice(2, 4).concat(table.slice(1, 3));
}

function columnsOf(table: Table): Record<string, Column> {
  return Object.fromEntries(columnNames(table).map((name) => [name, column(table, name)]));
}

function rolesOf(table: Table): string[][] {
  return columnNames(table).map((name) => columnRoles(table, name));
}

/** A table, and positions in it. */
const tableAndRows = anyTable().chain((table) =>
  fc.tuple(
    fc.constant(table),
    table.numRows === 0
      ? fc.constant([])
      : fc.array(fc.nat({ max: table.numRows - 1 }), { maxLength: 50 }),
  ),
);

describe("takeRows", () => {
  it("gives the rows asked for, in that order, as often as asked for", () => {
    const table = takeRows(lendingTable(), [2, 0, 2]);
    expect(column(table, "income")).toEqual(numberColumn([18, 21, 18]));
    expect(column(table, "purpose")).toEqual(categoryColumn(["car", "car", "car"]));
    expect(rolesOf(table)).toEqual(rolesOf(lendingTable()));
    expect(tableMeta(table)).toEqual(tableMeta(lendingTable()));
  });

  it("changes nothing where every row is taken in its place", () => {
    fc.assert(
      fc.property(anyTable(), (table) => {
        const same = takeRows(
          table,
          Uint32Array.from({ length: table.numRows }, (_, row) => row),
        );
        expect(columnsOf(same)).toEqual(columnsOf(table));
        expect(rolesOf(same)).toEqual(rolesOf(table));
      }),
    );
  });

  it("takes what each column by itself has at these rows", () => {
    fc.assert(
      fc.property(tableAndRows, ([table, rows]) => {
        const taken = takeRows(table, rows);
        expect(taken.numRows).toBe(rows.length);
        for (const name of columnNames(table)) {
          expect(words(column(taken, name))).toEqual(words(takeColumn(column(table, name), rows)));
        }
      }),
    );
  });

  it("keeps type and values of every kind of column", () => {
    const rows = [3, 1, 0, 2, 3];
    const taken = takeRows(foreign, rows);
    for (const name of columnNames(foreign)) {
      const values = plainValues(foreign, name);
      expect([name, ...plainValues(taken, name)]).toEqual([
        name,
        ...rows.map((row) => values[row]),
      ]);
    }
    // Views are stored as plain text; everything else keeps its type.
    const types = (table: Table): string[] =>
      withoutColumns(table, ["view"]).schema.fields.map(({ type }) => String(type));
    expect(types(taken)).toEqual(types(foreign));
    expect(columnType(taken, "view")).toBe("text");
  });

  it("sees through slices and record batches", () => {
    const table = chunked(foreign);
    const taken = takeRows(table, [3, 0, 1, 2]);
    for (const name of columnNames(foreign)) {
      const values = plainValues(foreign, name);
      expect([name, ...plainValues(taken, name)]).toEqual([
        name,
        ...[2, 2, 3, 1].map((row) => values[row]),
      ]);
    }
  });

  it("sees through any slices, of one batch or of several", () => {
    // No two runs of eight rows are alike, so that no byte of bits can pass for another.
    const long = takeRows(
      foreign,
      Array.from({ length: 32 }, (_, row) => (row * row + (row >> 3)) % 4),
    );
    const values = Object.fromEntries(
      columnNames(long).map((name) => [name, plainValues(long, name)] as const),
    );
    const range = fc.tuple(fc.nat({ max: 31 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 3 }), (ranges) => {
        const slices = ranges.map(([start, length]) => long.slice(start, start + length));
        const rows = ranges.flatMap(([start, length]) =>
          Array.from({ length }, (_, i) => start + i).filter((row) => row < 32),
        );
        const joined = slices.reduce((table, slice) => table.concat(slice));
        const reversed = rows.toReversed();
        const taken = takeRows(joined, Array.from(rows.keys()).reverse());
        const stacked = inOnePiece(slices);
        for (const [name, all] of Object.entries(values)) {
          expect(plainValues(taken, name)).toEqual(reversed.map((row) => all[row]));
          expect(plainValues(stacked, name)).toEqual(rows.map((row) => all[row]));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("takes no rows, and rows of a table without batches", () => {
    const none = takeRows(foreign, []);
    expect([none.numRows, columnNames(none)]).toEqual([0, columnNames(foreign)]);
    const schema = new Schema(foreign.schema.fields);
    const empty = takeRows(new ArrowTable(schema), []);
    expect([empty.numRows, columnNames(empty)]).toEqual([0, columnNames(foreign)]);
    expect(plainValues(empty, "list")).toEqual([]);
  });

  it("refuses a row that is not there: that is the caller's mistake", () => {
    expect(() => takeRows(lendingTable(), [0, 12])).toThrow(
      new RangeError("position 1 asks for row 12 of 12 rows"),
    );
    expect(() => takeRows(lendingTable(), [-1])).toThrow(RangeError);
    expect(() => takeColumn(numberColumn([1]), [1])).toThrow(RangeError);
  });
});

describe("filterRows", () => {
  it("keeps the rows that are to be kept, in order", () => {
    const table = filterRows(lendingTable(), (row) => row % 5 === 0);
    expect(column(table, "id")).toEqual(numberColumn([1, 6, 11], { integer: true }));
  });
});

describe("tables in several batches", () => {
  it("have the rows of one after another; roles and metadata are the first table's", () => {
    const table = lendingTable();
    const stacked = inOnePiece([withRoles(table, "race", []), table]);
    expect(stacked.numRows).toBe(24);
    expect(columnRoles(stacked, "race")).toEqual([]);
    expect(tableMeta(stacked)).toEqual(tableMeta(table));
    expect(
      columnsOf(
        takeRows(
          stacked,
          Array.from({ length: 12 }, (_, row) => 12 + row),
        ),
      ),
    ).toEqual(columnsOf(table));
  });

  it("give back their parts", () => {
    fc.assert(
      fc.property(tableAndRows, ([table, rows]) => {
        const other = takeRows(table, rows);
        const stacked = inOnePiece([table, other]);
        const n = table.numRows;
        const first = takeRows(
          stacked,
          Uint32Array.from({ length: n }, (_, row) => row),
        );
        const second = takeRows(
          stacked,
          Uint32Array.from({ length: rows.length }, (_, row) => n + row),
        );
        for (const name of columnNames(table)) {
          expect(words(column(first, name))).toEqual(words(column(table, name)));
          expect(words(column(second, name))).toEqual(words(column(other, name)));
        }
        expect(rolesOf(stacked)).toEqual(rolesOf(table));
      }),
    );
  });

  it("keep type and values of every kind of column, across slices and batches", () => {
    const stacked = inOnePiece([chunked(foreign), foreign]);
    for (const name of columnNames(foreign)) {
      const values = plainValues(foreign, name);
      expect([name, ...plainValues(stacked, name)]).toEqual([
        name,
        ...[2, 3, 1, 2, 0, 1, 2, 3].map((row) => values[row]),
      ]);
    }
    expect(columnType(stacked, "byteCodes")).toBe("category");
    expect(columnType(stacked, "time")).toBe("other");
  });

  it("have dictionaries with other words joined", () => {
    const a = tableOf({ x: dictionary([1, 0, 1], ["p", "q"]) });
    const b = tableOf({ x: dictionary([0, 1, 2], ["r", "q", null]) });
    expect(column(inOnePiece([a, b]), "x")).toEqual(
      categoryColumn(["q", "p", "q", "r", "q", null]),
    );
    expect(columnType(inOnePiece([a, b]), "x")).toBe("category");
  });

  it("leave no null and no repeat in a joined dictionary, and make one of its pieces", () => {
    const dictionaryOf = (table: Table): unknown[][] => {
      const [data] = table.getChild("x")!.data;
      const { dictionary } = data as Data;
      return dictionary!.data.map((piece: Data) => Array.from(new Vector([piece]), String));
    };
    const a = tableOf({ x: dictionary([0, 1, 2, 3], ["p", null, "q", "p"]) });
    const stacked = inOnePiece([a, a]);
    expect(dictionaryOf(stacked)).toEqual([["p", "q"]]);
    expect(plainValues(stacked, "x").slice(4)).toEqual(["p", null, "q", "p"]);
    const grown = makeData({
      type: new Dictionary(new Utf8(), new Int32(), 0),
      data: Int32Array.of(0, 1, 2),
      dictionary: vectorFromArray(["p"], new Utf8()).concat(
        vectorFromArray(["q", "r"], new Utf8()),
      ),
    });
    const taken = takeRows(tableOf({ x: new Vector([grown]) }), [2, 1, 0]);
    expect(dictionaryOf(taken)).toEqual([["p", "q", "r"]]);
    expect(plainValues(taken, "x")).toEqual(["r", "q", "p"]);
    const views = makeData({
      type: new Dictionary(new Utf8View(), new Int32(), 0),
      data: Int32Array.of(1, 0),
      dictionary: vectorFromArray(["p", "q"], new Utf8View()),
    });
    const plain = takeRows(tableOf({ x: new Vector([views]) }), [0, 1]);
    expect(String(plain.schema.fields[0]!.type)).toBe("Dictionary<Int32, Utf8>");
    expect(plainValues(plain, "x")).toEqual(["q", "p"]);
  });

  it("have dictionaries inside lists numbered apart from the others", () => {
    const words = vectorFromArray([["a"], ["b", "a"]], new List(new Field("item", new Utf8())));
    const coded = dictionary([0, 1, 0], ["a", "b"], 0);
    const plain = words.data[0] as Data;
    const type = new List(new Field("item", coded.type, true));
    const list = plain.clone(type, 0, 2, 0, undefined, [coded.data[0] as Data]);
    const table = tableOf({ plain: dictionary([0, 0], ["z"], 5), list: new Vector([list]) });
    const stacked = inOnePiece([table, table]);
    expect(plainValues(stacked, "list")).toEqual([["a"], ["b", "a"], ["a"], ["b", "a"]]);
    expect(plainValues(stacked, "plain")).toEqual(["z", "z", "z", "z"]);
  });
});

/** Categories as words: their numbers depend on which rows come first. */
function words(column: Column): Column {
  return column.type === "category"
    ? textColumn(Array.from(column.codes, (code) => column.values[code] ?? null))
    : column;
}
