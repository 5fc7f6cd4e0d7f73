import {
  allRows,
  categories,
  categoryColumn,
  cross,
  distinctRows,
  makeTable,
  membersOf,
  numberColumn,
  partition,
  takeRows,
  textColumn,
} from "@fairline/arrow";
import type { Column, Partition, Table } from "@fairline/arrow";
import { anyTable, failure, lendingTable } from "@fairline/testing";
import { Bool, DateDay, Float16, Float32, Float64, Int64, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coded, foreignTable, tableOf } from "../foreign.ts";

const table = lendingTable();

function tableWith(column: Column): Table {
  return makeTable([{ name: "x", column }]);
}

function sizesByName({ groups }: Partition): Record<string, number> {
  return Object.fromEntries(groups.map(({ name, size }) => [name, size]));
}

function namesOf(table: Table, name: string): string[] {
  return partition(table, [name], { missing: "group" }).groups.map((group) => group.name);
}

describe("partition", () => {
  it("gives the groups of one column counted by hand", () => {
    const found = partition(table, ["sex"], { missing: "refuse" });
    expect(found).toEqual({
      columns: ["sex"],
      groups: [
        { values: ["F"], name: "F", size: 6 },
        { values: ["M"], name: "M", size: 6 },
      ],
      codes: Int32Array.of(0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1),
    });
  });

  it("gives the combinations of several columns counted by hand", () => {
    // F a: rows 1, 3, 8, 10; F b: 2, 7; M a: 4, 6, 11; M b: 5, 9, 12.
    const found = partition(table, ["sex", "race"], { missing: "refuse" });
    expect(found.groups).toEqual([
      { values: ["F", "a"], name: "F × a", size: 4 },
      { values: ["F", "b"], name: "F × b", size: 2 },
      { values: ["M", "a"], name: "M × a", size: 3 },
      { values: ["M", "b"], name: "M × b", size: 3 },
    ]);
    expect([...found.codes]).toEqual([0, 1, 0, 2, 3, 2, 1, 0, 3, 0, 2, 3]);
  });

  it("follows the rows asked for, and knows no group that none of them has", () => {
    const rows = Uint32Array.of(4, 3, 4);
    expect(partition(table, ["sex", "race"], { rows, missing: "refuse" })).toEqual({
      columns: ["sex", "race"],
      groups: [
        { values: ["M", "a"], name: "M × a", size: 1 },
        { values: ["M", "b"], name: "M × b", size: 2 },
      ],
      codes: Int32Array.of(1, 0, 1),
    });
  });

  it("makes a group of missing values, omits their rows, or refuses them", async () => {
    // Row 6 has no purpose.
    const grouped = partition(table, ["purpose"], { missing: "group" });
    expect(grouped.groups.at(-1)).toEqual({ values: [null], name: "(missing)", size: 1 });
    expect(sizesByName(grouped)).toEqual({ car: 6, home: 5, "(missing)": 1 });
    const omitted = partition(table, ["purpose"], { missing: "omit" });
    expect(sizesByName(omitted)).toEqual({ car: 6, home: 5 });
    expect(omitted.codes).toEqual(grouped.codes.map((code) => (code === 2 ? -1 : code)));
    const refused = (rows?: Uint32Array): Partition =>
      partition(table, ["sex", "purpose"], { rows, missing: "refuse" });
    expect(await failure(() => refused())).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "purpose" is null in row 6
      Drop or impute missing values in a clean stage."
    `);
    expect(refused(Uint32Array.of(0, 1)).groups).toHaveLength(2);
  });

  it("takes a row out where one of several columns is missing", () => {
    const holes = makeTable([
      { name: "a", column: categoryColumn(["x", null, "x", null]) },
      { name: "b", column: numberColumn([1, 1, Number.NaN, Number.NaN]) },
    ]);
    expect(partition(holes, ["a", "b"], { missing: "omit" })).toEqual({
      columns: ["a", "b"],
      groups: [{ values: ["x", "1"], name: "x × 1", size: 1 }],
      codes: Int32Array.of(0, -1, -1, -1),
    });
    expect(
      partition(holes, ["a", "b"], { missing: "group" }).groups.map(({ name }) => name),
    ).toEqual(["x × 1", "x × (missing)", "(missing) × 1", "(missing) × (missing)"]);
  });

  it("orders numbers by size, words by code unit, and missing values last", () => {
    expect(namesOf(tableWith(numberColumn([10, 9, -1, Number.NaN, 100, 9])), "x")).toEqual([
      "-1",
      "9",
      "10",
      "100",
      "(missing)",
    ]);
    const whole = numberColumn([10, 9, -1, 100], { integer: true });
    expect(namesOf(tableWith(whole), "x")).toEqual(["-1", "9", "10", "100"]);
    expect(namesOf(tableWith(categoryColumn(["b", "é", null, "B", "10", "9"])), "x")).toEqual([
      "10",
      "9",
      "B",
      "b",
      "é",
      "(missing)",
    ]);
    const large = vectorFromArray([2n ** 53n + 1n, -1n, 2n ** 53n], new Int64());
    expect(namesOf(tableOf({ x: large }), "x")).toEqual([
      "-1",
      "9007199254740992",
      "9007199254740993",
    ]);
  });

  it("orders groups by their first row where that is asked for", () => {
    const rows = Uint32Array.of(11, 3, 0, 4);
    const found = partition(table, ["sex", "race"], {
      rows,
      missing: "group",
      order: "appearance",
    });
    expect(found.groups.map(({ name }) => name)).toEqual(["M × b", "M × a", "F × a"]);
    expect([...found.codes]).toEqual([0, 1, 2, 0]);
    const omitted = partition(table, ["purpose"], {
      rows: Uint32Array.of(5, 3, 0, 5),
      missing: "omit",
      order: "appearance",
    });
    expect(omitted.groups.map(({ name }) => name)).toEqual(["home", "car"]);
    expect([...omitted.codes]).toEqual([-1, 0, 1, -1]);
  });

  it("reads numbers, booleans, dates and dictionaries of any width", () => {
    const foreign = foreignTable();
    expect(namesOf(foreign, "tiny")).toEqual(["-3", "1", "4", "(missing)"]);
    expect(namesOf(foreign, "single")).toEqual(["-4", "0.5", "2.5", "(missing)"]);
    expect(namesOf(foreign, "flag")).toEqual(["false", "true", "(missing)"]);
    expect(namesOf(foreign, "day")).toEqual([
      "1960-05-06",
      "1970-01-01",
      "2020-01-02",
      "(missing)",
    ]);
    expect(namesOf(foreign, "price")).toEqual(["-2.25", "0.01", "1.5", "(missing)"]);
    // A null inside a dictionary, and one word under two indices.
    expect(namesOf(foreign, "byteCodes")).toEqual(["p", "q", "(missing)"]);
    expect(partition(foreign, ["repeated"], { missing: "group" }).groups).toEqual([
      { values: ["p"], name: "p", size: 3 },
      { values: ["q"], name: "q", size: 1 },
    ]);
  });

  it("takes a float NaN for missing, in a column and in a dictionary", () => {
    for (const type of [new Float16(), new Float32(), new Float64()]) {
      const floats = tableOf({ x: vectorFromArray([1, Number.NaN, 0, -0], type) });
      expect(sizesByName(partition(floats, ["x"], { missing: "group" }))).toEqual({
        "0": 2,
        "1": 1,
        "(missing)": 1,
      });
    }
    const values = vectorFromArray([1.5, Number.NaN], new Float64());
    const dictionary = tableOf({ x: coded([0, 1, 1], values) });
    expect(sizesByName(partition(dictionary, ["x"], { missing: "group" }))).toEqual({
      "1.5": 1,
      "(missing)": 2,
    });
  });

  it("tells intersections apart whose values hold the sign that stands between them", () => {
    const taken = makeTable([
      { name: "a", column: categoryColumn(["p × q", "p"]) },
      { name: "b", column: categoryColumn(["r", "q × r"]) },
    ]);
    expect(
      partition(taken, ["a", "b"], { missing: "group" }).groups.map(({ name }) => name),
    ).toEqual(['p × "q × r"', '"p × q" × r']);
  });

  it("is one group without columns, and none without rows", () => {
    expect(partition(table, [], { missing: "group" })).toEqual({
      columns: [],
      groups: [{ values: [], name: "", size: 12 }],
      codes: new Int32Array(12),
    });
    const none = { columns: ["sex"], groups: [], codes: new Int32Array(0) };
    expect(partition(table, ["sex"], { rows: new Uint32Array(0), missing: "group" })).toEqual(none);
    expect(partition(takeRows(table, []), ["sex"], { missing: "refuse" })).toEqual(none);
    expect(partition(takeRows(table, []), [], { missing: "group" }).groups).toEqual([]);
  });

  it("has the one group of missing values, or none, where all are missing", () => {
    const holes = tableWith(categoryColumn([null, null]));
    expect(partition(holes, ["x"], { missing: "group" })).toEqual({
      columns: ["x"],
      groups: [{ values: [null], name: "(missing)", size: 2 }],
      codes: Int32Array.of(0, 0),
    });
    expect(partition(holes, ["x"], { missing: "omit" })).toEqual({
      columns: ["x"],
      groups: [],
      codes: Int32Array.of(-1, -1),
    });
  });

  it("holds ten thousand groups, and more combinations than a number can count", () => {
    const rows = 30_000;
    const row = Array.from({ length: rows }, (_, i) => i);
    const many = makeTable([
      { name: "id", column: numberColumn(row.map((i) => (i * 7919) % 10_000)) },
      ...Array.from({ length: 30 }, (_, c) => ({
        name: `c${String(c)}`,
        column: categoryColumn(row.map((i) => String(((i % 50) * (c + 3)) % 11))),
      })),
    ]);
    const ids = partition(many, ["id"], { missing: "refuse" });
    expect(ids.groups.map(({ name }) => Number(name))).toEqual(row.slice(0, 10_000));
    expect(ids.groups.every(({ size }) => size === 3)).toBe(true);
    const columns = Array.from({ length: 30 }, (_, c) => `c${String(c)}`);
    const crossed = partition(many, columns, { missing: "refuse" });
    expect(crossed.groups).toHaveLength(11);
    expect(crossed.groups.reduce((sum, { size }) => sum + size, 0)).toBe(rows);
  });

  it("refuses a column of nested values, and one that is not there", async () => {
    expect(await failure(() => partition(foreignTable(), ["list"], { missing: "group" })))
      .toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "list" holds List<Float64> values, not categories
      Choose a column of words, numbers, booleans or dates."
    `);
    expect(await failure(() => partition(table, ["gender"], { missing: "group" }))).toMatch(
      /^COLUMN_MISSING/,
    );
  });
});

describe("partition, whatever the table", () => {
  const missing = fc.constantFrom("group" as const, "omit" as const);
  const tableAndOrder = anyTable().chain((any) =>
    fc.tuple(
      fc.constant(any),
      fc.shuffledSubarray([...allRows(any)], { minLength: any.numRows }),
      fc.subarray(
        any.schema.fields.map(({ name }) => name),
        { minLength: 1 },
      ),
    ),
  );

  it("does not depend on the order of rows", () => {
    fc.assert(
      fc.property(tableAndOrder, missing, ([any, order, columns], missing) => {
        const whole = partition(any, columns, { missing });
        const shuffled = partition(takeRows(any, order), columns, { missing });
        expect(shuffled.groups).toEqual(whole.groups);
        expect([...shuffled.codes]).toEqual(order.map((row) => whole.codes[row]));
        const asked = partition(any, columns, { rows: Uint32Array.from(order), missing });
        expect(asked).toEqual(shuffled);
      }),
    );
  });

  it("does not depend on how values are called: groups are the same rows under any other words", () => {
    fc.assert(
      fc.property(tableAndOrder, missing, ([any, , columns], missing) => {
        const renamed = makeTable(
          columns.map((name) => ({
            name,
            column: textColumn(
              Array.from(categories(any, name).codes, (code) =>
                code < 0 ? null : `word ${String(997 - code)}`,
              ),
            ),
          })),
        );
        const rowsOf = (own: Partition): string[] =>
          membersOf(own)
            .map((rows) => rows.join())
            .sort();
        expect(rowsOf(partition(renamed, columns, { missing }))).toEqual(
          rowsOf(partition(any, columns, { missing })),
        );
      }),
    );
  });

  it("puts two rows into one group where all of their values are equal, and nowhere else", () => {
    fc.assert(
      fc.property(tableAndOrder, ([any, , columns]) => {
        const words = columns.map((name) => {
          const { codes, values } = categories(any, name);
          return Array.from(codes, (code) => values[code] ?? null);
        });
        const { groups, codes } = partition(any, columns, { missing: "group" });
        for (const [row, code] of codes.entries()) {
          expect(groups[code]!.values).toEqual(words.map((column) => column[row]));
        }
        expect(new Set(groups.map(({ values }) => JSON.stringify(values))).size).toBe(
          groups.length,
        );
        expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
        for (const [g, { size }] of groups.entries()) {
          expect(codes.filter((code) => code === g)).toHaveLength(size);
        }
      }),
    );
  });

  it("finds the first row of every group", () => {
    fc.assert(
      fc.property(tableAndOrder, ([any, , columns]) => {
        const { groups, codes } = partition(any, columns, {
          missing: "group",
          order: "appearance",
        });
        const first = groups.map((_, g) => codes.indexOf(g));
        expect([...distinctRows(any, columns)]).toEqual(first);
        expect(first).toEqual(first.toSorted((a, b) => a - b));
      }),
    );
  });

  it("crosses two partitions as it divides by the columns of both", () => {
    fc.assert(
      fc.property(tableAndOrder, missing, missing, ([any, , columns], one, other) => {
        const half = columns.length >> 1;
        const a = partition(any, columns.slice(0, half), { missing: one });
        const b = partition(any, columns.slice(half), { missing: one });
        expect(cross(a, b)).toEqual(partition(any, columns, { missing: one }));
        const mixed = cross(a, partition(any, columns.slice(half), { missing: other }));
        expect(membersOf(mixed).map(({ length }) => length)).toEqual(
          mixed.groups.map(({ size }) => size),
        );
      }),
    );
  });
});

describe("cross", () => {
  it("leaves out a row that either leaves out", () => {
    const a: Partition = {
      columns: ["a"],
      groups: [
        { values: ["x"], name: "x", size: 2 },
        { values: ["y"], name: "y", size: 1 },
      ],
      codes: Int32Array.of(1, 0, -1, 0),
    };
    const b: Partition = {
      columns: ["b"],
      groups: [{ values: ["z"], name: "z", size: 3 }],
      codes: Int32Array.of(0, 0, 0, -1),
    };
    expect(cross(a, b)).toEqual({
      columns: ["a", "b"],
      groups: [
        { values: ["x", "z"], name: "x × z", size: 1 },
        { values: ["y", "z"], name: "y × z", size: 1 },
      ],
      codes: Int32Array.of(1, 0, -1, -1),
    });
  });
});

describe("membersOf", () => {
  it("lists the positions of each group's rows, ascending", () => {
    expect(membersOf(partition(table, ["sex"], { missing: "refuse" }))).toEqual([
      Uint32Array.of(0, 1, 2, 6, 7, 9),
      Uint32Array.of(3, 4, 5, 8, 10, 11),
    ]);
  });

  it("leaves out the rows that are in no group", () => {
    const found = partition(table, ["purpose"], {
      missing: "omit",
      rows: Uint32Array.of(5, 4, 3, 2),
    });
    expect(membersOf(found)).toEqual([Uint32Array.of(1, 3), Uint32Array.of(2)]);
  });
});

describe("distinctRows", () => {
  it("gives the first row of every combination, missing values equal to one another", () => {
    const twice = makeTable([
      { name: "a", column: categoryColumn(["x", null, "x", null, "y"]) },
      { name: "b", column: numberColumn([1, Number.NaN, 1, Number.NaN, 1]) },
    ]);
    expect([...distinctRows(twice, ["a", "b"])]).toEqual([0, 1, 4]);
    expect([...distinctRows(twice, ["b"])]).toEqual([0, 1]);
    expect([...distinctRows(takeRows(twice, []), ["a"])]).toEqual([]);
  });

  it("tells integers apart that no double can", () => {
    const ids = vectorFromArray([2n ** 53n, 2n ** 53n + 1n, 2n ** 53n], new Int64());
    const flags = vectorFromArray([true, true, true], new Bool());
    const days = vectorFromArray([new Date(0), new Date(0), new Date(0)], new DateDay());
    expect([...distinctRows(tableOf({ ids, flags, days }), ["flags", "ids", "days"])]).toEqual([
      0, 1,
    ]);
  });
});
