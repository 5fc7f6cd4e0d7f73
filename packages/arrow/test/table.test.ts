import {
  categoryColumn,
  column,
  columnNames,
  columnRoles,
  makeTable,
  numberColumn,
  renameColumns,
  tableMeta,
  textColumn,
  withColumn,
  withMeta,
  withoutColumns,
  withRoles,
} from "@fairline/arrow";
import type { TableMeta } from "@fairline/arrow";
import { ROLES } from "@fairline/core";
import { anyTable, failure } from "@fairline/testing";
import { Schema, Table as ArrowTable } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const three = makeTable(
  [
    { name: "age", column: numberColumn([30, Number.NaN, 50]), roles: ["feature"] },
    { name: "sex", column: categoryColumn(["F", null, "M"]), roles: ["feature", "sensitive"] },
    { name: "note", column: textColumn(["a", null, "é"]) },
  ],
  { task: "binary", positive: "M" },
);

describe("makeTable", () => {
  it("gives back the columns, roles and metadata it was given", () => {
    expect(columnNames(three)).toEqual(["age", "sex", "note"]);
    expect(column(three, "age")).toEqual(numberColumn([30, Number.NaN, 50]));
    expect(column(three, "sex")).toEqual(categoryColumn(["F", null, "M"]));
    expect(column(three, "note")).toEqual(textColumn(["a", null, "é"]));
    expect(columnRoles(three, "sex")).toEqual(["feature", "sensitive"]);
    expect(columnRoles(three, "note")).toEqual([]);
    expect(tableMeta(three)).toEqual({ task: "binary", positive: "M" });
  });

  it("stores whole numbers as int32, larger ones as int64, and others as float64", () => {
    const type = (values: number[], integer: boolean): string =>
      String(
        makeTable([{ name: "x", column: numberColumn(values, { integer }) }]).schema.fields[0]!
          .type,
      );
    expect(type([1, -0, Number.NaN, 2 ** 31 - 1], true)).toBe("Int32");
    expect(type([1, 2 ** 31], true)).toBe("Int64");
    expect(type([1, 2 ** 53], true)).toBe("Float64");
    expect(type([1, 1.5], true)).toBe("Float64");
    expect(type([1, 2], false)).toBe("Float64");
  });

  it("makes tables without columns and without rows", () => {
    expect(makeTable([]).numRows).toBe(0);
    const empty = makeTable([
      { name: "a", column: numberColumn([]) },
      { name: "b", column: categoryColumn([]) },
      { name: "c", column: textColumn([]) },
    ]);
    expect([empty.numRows, columnNames(empty)]).toEqual([0, ["a", "b", "c"]]);
    expect(column(empty, "b")).toEqual(categoryColumn([]));
    expect(column(empty, "c")).toEqual(textColumn([]));
  });

  it("refuses a name used twice and columns of different lengths", async () => {
    const a = { name: "a", column: numberColumn([1, 2]) };
    expect(await failure(() => makeTable([a, a]))).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: there are two columns "a"
      Rename one of them."
    `);
    expect(await failure(() => makeTable([a, { name: "b", column: textColumn(["x"]) }])))
      .toMatchInlineSnapshot(`
      "LENGTH_MISMATCH: column "b" has 1 rows but "a" has 2
      Give every column one value per row."
    `);
  });

  it("keeps every value of every column", () => {
    fc.assert(
      fc.property(anyTable(), (table) => {
        const again = makeTable(
          columnNames(table).map((name) => ({ name, column: column(table, name) })),
        );
        for (const name of columnNames(table)) {
          expect(column(again, name)).toEqual(column(table, name));
        }
      }),
    );
  });
});

describe("roles", () => {
  it("are kept in one order, whatever order they were given in", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...ROLES]), (roles) => {
        const table = withRoles(three, "note", roles);
        expect(columnRoles(table, "note")).toEqual(ROLES.filter((role) => roles.includes(role)));
        expect(columnRoles(table, "sex")).toEqual(["feature", "sensitive"]);
      }),
    );
  });

  it("can be taken away", () => {
    expect(columnRoles(withRoles(three, "sex", []), "sex")).toEqual([]);
  });

  it("name the nearest column where there is none of the name", async () => {
    expect(await failure(() => columnRoles(three, "seks"))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "seks" in the table
      Did you mean "sex"? The columns are: age, sex, note."
    `);
    expect(await failure(() => withRoles(three, "country", []))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "country" in the table
      The columns are: age, sex, note."
    `);
  });
});

describe("metadata", () => {
  it("keeps what is said and drops what is not", () => {
    const meta: TableMeta = { task: "regression", source: { url: "x", rows: [1, null, true] } };
    expect(tableMeta(withMeta(three, meta))).toEqual(meta);
    expect(tableMeta(withMeta(three, {}))).toEqual({});
  });

  it("reads nothing from a task it does not know", () => {
    const schema = new Schema([], new Map([["fairline:task", "ranking"]]));
    expect(tableMeta(new ArrowTable(schema))).toEqual({});
  });

  it("says so where the source is not JSON", async () => {
    const schema = new Schema([], new Map([["fairline:source", "{"]]));
    expect(await failure(() => tableMeta(new ArrowTable(schema)))).toMatchInlineSnapshot(`
      "ARTIFACT_INVALID: the table's metadata fairline:source is not JSON
      Write the table again with a Fairline stage."
    `);
  });
});

describe("withColumn", () => {
  it("adds at the end, without roles unless they are given", () => {
    const table = withColumn(three, "score", numberColumn([0.1, 0.2, 0.3]));
    expect(columnNames(table)).toEqual(["age", "sex", "note", "score"]);
    expect(columnRoles(table, "score")).toEqual([]);
    expect(columnRoles(withColumn(three, "w", numberColumn([1, 1, 1]), ["weight"]), "w")).toEqual([
      "weight",
    ]);
  });

  it("replaces in place and keeps the roles, unless others are given", () => {
    const words = categoryColumn(["M", "M", "F"]);
    const table = withColumn(three, "sex", words);
    expect(columnNames(table)).toEqual(["age", "sex", "note"]);
    expect(column(table, "sex")).toEqual(words);
    expect(columnRoles(table, "sex")).toEqual(["feature", "sensitive"]);
    expect(columnRoles(withColumn(three, "sex", words, ["ignored"]), "sex")).toEqual(["ignored"]);
    expect(tableMeta(table)).toEqual(tableMeta(three));
  });

  it("refuses a column of another length", async () => {
    expect(await failure(() => withColumn(three, "x", numberColumn([1])))).toMatchInlineSnapshot(`
      "LENGTH_MISMATCH: column "x" has 1 rows but the table has 3
      Give the column one value per row."
    `);
  });
});

describe("withoutColumns", () => {
  it("drops the named columns and no others", () => {
    expect(columnNames(withoutColumns(three, ["sex", "unheard-of"]))).toEqual(["age", "note"]);
    expect(withoutColumns(three, ["age", "sex", "note"]).numRows).toBe(3);
  });
});

describe("renameColumns", () => {
  it("keeps values and roles under the new names", () => {
    const table = renameColumns(three, ["a", "b", "c"]);
    expect(columnNames(table)).toEqual(["a", "b", "c"]);
    expect(column(table, "b")).toEqual(column(three, "sex"));
    expect(columnRoles(table, "b")).toEqual(["feature", "sensitive"]);
  });

  it("refuses too few names and a name used twice", async () => {
    expect(await failure(() => renameColumns(three, ["a"]))).toMatchInlineSnapshot(`
      "LENGTH_MISMATCH: 1 names for a table of 3 columns
      Give every column a name: age, sex, note."
    `);
    expect(await failure(() => renameColumns(three, ["a", "b", "a"]))).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: there are two columns "a"
      Rename one of them."
    `);
  });
});
