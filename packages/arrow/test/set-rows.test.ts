import {
  categoryColumn,
  column,
  columnNames,
  columnRoles,
  columnType,
  makeTable,
  numberColumn,
  setRows,
  tableMeta,
  takeRows,
  textColumn,
} from "@fairline/arrow";
import { anyTable, failure, lendingTable } from "@fairline/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foreignTable, plainValues } from "./foreign.ts";

const table = lendingTable();

describe("setRows, from other rows", () => {
  it("gives some cells what other rows hold, and changes nothing else", () => {
    const out = setRows(table, "purpose", { rows: [0, 5], fromRows: [1, 2] });
    expect(column(out, "purpose")).toEqual(
      categoryColumn([
        "home",
        "home",
        "car",
        "home",
        "car",
        "car",
        "home",
        "car",
        "home",
        "car",
        "home",
        "car",
      ]),
    );
    for (const name of columnNames(table).filter((other) => other !== "purpose")) {
      expect(column(out, name)).toEqual(column(table, name));
    }
    expect(columnNames(out)).toEqual(columnNames(table));
    expect(columnNames(out).map((name) => columnRoles(out, name))).toEqual(
      columnNames(table).map((name) => columnRoles(table, name)),
    );
    expect(tableMeta(out)).toEqual(tableMeta(table));
    // Row 6 has no purpose.
    const emptied = setRows(table, "purpose", { rows: [0], fromRows: [5] });
    expect(column(takeRows(emptied, [0]), "purpose")).toEqual(categoryColumn([null]));
  });

  it("reads every cell before it writes one, and lets the last of several changes count", () => {
    const swapped = setRows(table, "id", { rows: [0, 1, 2, 2], fromRows: [1, 0, 5, 6] });
    expect(column(takeRows(swapped, [0, 1, 2]), "id")).toEqual(
      numberColumn([2, 1, 7], { integer: true }),
    );
  });

  it("keeps the type of any column", () => {
    const foreign = foreignTable();
    for (const name of columnNames(foreign)) {
      const before = plainValues(foreign, name);
      const out = setRows(foreign, name, { rows: [3, 1], fromRows: [0, 2] });
      expect(plainValues(out, name)).toEqual([before[0], before[2], before[2], before[0]]);
      expect(columnType(out, name)).toBe(columnType(foreign, name));
    }
  });

  it("changes a column as it would be changed value by value", () => {
    const changes = anyTable().chain((any) => {
      const row = fc.nat({ max: Math.max(any.numRows - 1, 0) });
      return fc.tuple(
        fc.constant(any),
        any.numRows === 0 ? fc.constant([]) : fc.array(fc.tuple(row, row)),
      );
    });
    fc.assert(
      fc.property(changes, ([any, pairs]) => {
        const cells = { rows: pairs.map(([row]) => row), fromRows: pairs.map(([, from]) => from) };
        for (const name of columnNames(any)) {
          const expected = plainValues(any, name);
          const before = plainValues(any, name);
          for (const [row, from] of pairs) expected[row] = before[from];
          expect(plainValues(setRows(any, name, cells), name)).toEqual(expected);
        }
      }),
    );
  });
});

describe("setRows, to values", () => {
  it("sets numbers, and keeps whole numbers where the new ones are whole", () => {
    const whole = setRows(table, "id", {
      rows: [2],
      values: numberColumn([40], { integer: true }),
    });
    expect(column(takeRows(whole, [1, 2]), "id")).toEqual(numberColumn([2, 40], { integer: true }));
    const half = setRows(table, "id", { rows: [2], values: numberColumn([0.5]) });
    expect(column(takeRows(half, [1, 2]), "id")).toEqual(numberColumn([2, 0.5]));
    expect(column(table, "id")).toMatchObject({ integer: true });
  });

  it("sets words, known and new ones, and takes them away", () => {
    const out = setRows(table, "purpose", {
      rows: [0, 1, 5],
      values: categoryColumn(["boat", null, "car"]),
    });
    expect(column(takeRows(out, [0, 1, 2, 5]), "purpose")).toEqual(
      categoryColumn(["boat", null, "car", "car"]),
    );
    expect(columnType(out, "purpose")).toBe("category");
  });

  it("sets text, and gives text to categories and categories to text", () => {
    const notes = makeTable([
      { name: "note", column: textColumn(["a", null, "c"]) },
      { name: "kind", column: categoryColumn(["x", "y", "x"]) },
    ]);
    const text = setRows(notes, "note", { rows: [1, 2], values: categoryColumn(["b", null]) });
    expect(column(text, "note")).toEqual(textColumn(["a", "b", null]));
    const kind = setRows(notes, "kind", { rows: [0], values: textColumn(["z"]) });
    expect(column(kind, "kind")).toEqual(categoryColumn(["z", "y", "x"]));
  });

  it("changes nothing where no row is named", () => {
    const out = setRows(table, "sex", { rows: [], values: categoryColumn([]) });
    expect(column(out, "sex")).toEqual(column(table, "sex"));
  });
});

describe("setRows refuses", () => {
  it("another number of cells than of rows", async () => {
    expect(await failure(() => setRows(table, "id", { rows: [0, 1], fromRows: [2] })))
      .toMatchInlineSnapshot(`
        "LENGTH_MISMATCH: 1 new cells for 2 rows of column "id"
        Give one for each row."
      `);
    expect(
      await failure(() => setRows(table, "sex", { rows: [0], values: categoryColumn([]) })),
    ).toMatch(/^LENGTH_MISMATCH/);
  });

  it("words among numbers, and numbers among words", async () => {
    expect(
      await failure(() => setRows(table, "income", { rows: [0], values: categoryColumn(["a"]) })),
    ).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "income" holds numbers, not words
      Convert the column first, or choose another."
    `);
    expect(await failure(() => setRows(table, "sex", { rows: [0], values: numberColumn([1]) })))
      .toMatchInlineSnapshot(`
        "COLUMN_TYPE: column "sex" holds words, not numbers
        Convert the column first, or choose another."
      `);
  });

  it("rows and columns that are not there", async () => {
    expect(await failure(() => setRows(table, "gender", { rows: [], fromRows: [] }))).toMatch(
      /^COLUMN_MISSING/,
    );
    expect(() => setRows(table, "sex", { rows: [12], fromRows: [0] })).toThrow(RangeError);
    expect(() => setRows(table, "sex", { rows: [0], fromRows: [-1] })).toThrow(RangeError);
    expect(() => setRows(table, "sex", { rows: [12], values: categoryColumn(["F"]) })).toThrow(
      RangeError,
    );
  });
});
