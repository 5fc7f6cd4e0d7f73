import {
  attributeColumn,
  attributeColumns,
  categoryColumn,
  columnsWithRole,
  columnWithRole,
  makeTable,
  numberColumn,
  numbers,
  requireRowsOfSplit,
  rowsOfSplit,
  rowWeights,
  withColumn,
  withoutColumns,
  withRoles,
  withRowWeights,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";

const table = lendingTable();

describe("columnWithRole", () => {
  it("finds the one column with a role", () => {
    expect(columnWithRole(table, "label")).toBe("repaid");
    expect(columnsWithRole(table, "sensitive")).toEqual(["sex", "race"]);
    expect(columnsWithRole(table, "score")).toEqual([]);
  });

  it("refuses a role that no column has, and one that several have", async () => {
    expect(await failure(() => columnWithRole(table, "score"))).toMatchInlineSnapshot(`
      "ROLE_MISSING: no column of the table has the role "score"
      Give a column that role at ingest (roles: { score: <column> }). The columns are: id, income, purpose, sex, race, repaid, split."
    `);
    expect(await failure(() => columnWithRole(table, "sensitive"))).toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: several columns have the role "sensitive": sex, race
      Keep the role on one of them."
    `);
  });
});

describe("attributeColumns", () => {
  it("gives the sensitive columns, or those that are named, once each", () => {
    expect(attributeColumns(table)).toEqual(["sex", "race"]);
    expect(attributeColumns(table, ["race"])).toEqual(["race"]);
    expect(attributeColumns(table, ["purpose", "race", "purpose"])).toEqual(["purpose", "race"]);
  });

  it("takes whole numbers as groups, and no others", async () => {
    expect(attributeColumns(table, ["id"])).toEqual(["id"]);
    expect(await failure(() => attributeColumns(table, ["income"]))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: attribute "income" holds numbers, not groups
      Cut it into ranges in a clean stage."
    `);
  });

  it("refuses a table without sensitive columns, and a column that is not there", async () => {
    const plain = withoutColumns(table, ["sex", "race"]);
    expect(await failure(() => attributeColumns(plain))).toMatchInlineSnapshot(`
      "ROLE_MISSING: no column of the table has the role "sensitive"
      Give a column that role at ingest (roles: { sensitive: [<column>] }), or name one in the stage's parameters. The columns are: id, income, purpose, repaid, split."
    `);
    expect(await failure(() => attributeColumns(table, ["rase"]))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "rase" in the table
      Did you mean "race"? The columns are: id, income, purpose, sex, race, repaid, split."
    `);
  });
});

describe("attributeColumn", () => {
  it("gives the one sensitive column, or the one that is named", () => {
    expect(attributeColumn(withRoles(table, "race", []))).toBe("sex");
    expect(attributeColumn(table, "race")).toBe("race");
  });

  it("refuses to choose", async () => {
    expect(await failure(() => attributeColumn(table))).toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: several columns have the role "sensitive": sex, race
      Name one of them in the stage's parameter attribute."
    `);
  });
});

describe("rowsOfSplit", () => {
  it("gives the rows of a split in ascending order", () => {
    expect(rowsOfSplit(table, "train")).toEqual(Uint32Array.of(0, 1, 2, 3, 4, 5));
    expect(rowsOfSplit(table, "test")).toEqual(Uint32Array.of(9, 10, 11));
    const shuffled = withColumn(
      makeTable([{ name: "x", column: numberColumn([1, 2, 3]) }]),
      "split",
      categoryColumn(["test", null, "test"]),
      ["split"],
    );
    expect(rowsOfSplit(shuffled, "test")).toEqual(Uint32Array.of(0, 2));
    expect(rowsOfSplit(shuffled, "train")).toEqual(new Uint32Array(0));
  });

  it("refuses a table without splits, and one with two", async () => {
    expect(await failure(() => rowsOfSplit(withoutColumns(table, ["split"]), "train")))
      .toMatchInlineSnapshot(`
      "SPLIT_MISSING: the table has no split column
      Add a split step to the clean stage before this one."
    `);
    expect(await failure(() => rowsOfSplit(withRoles(table, "race", ["split"]), "train")))
      .toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: several columns have the role "split": race, split
      Keep the role on one of them."
    `);
  });
});

describe("requireRowsOfSplit", () => {
  it("refuses a split without rows", async () => {
    const trained = withColumn(table, "split", categoryColumn(Array<string>(12).fill("train")));
    expect(requireRowsOfSplit(trained, "train")).toHaveLength(12);
    expect(await failure(() => requireRowsOfSplit(trained, "validation"))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: no row of the table is in the split "validation"
      Give the split validation a share in the clean stage."
    `);
  });
});

describe("row weights", () => {
  const weighed = (values: number[]): Table =>
    makeTable([{ name: "w", column: numberColumn(values), roles: ["weight"] }]);

  it("are 1 where the table has none", () => {
    expect(rowWeights(table, Uint32Array.of(0))).toEqual(new Float64Array(12).fill(1));
  });

  it("are read where the table has some, and checked in the asked rows only", async () => {
    const rows = weighed([0.5, NaN, 0, -1]);
    expect(rowWeights(rows, Uint32Array.of(0, 2))).toEqual(Float64Array.of(0.5, NaN, 0, -1));
    expect(await failure(() => rowWeights(rows, Uint32Array.of(0, 1)))).toMatchInlineSnapshot(`
      "VALUE_MISSING: weight column "w" is null in row 2; a weight is a finite number of at least 0
      Correct the row, or give the column another role."
    `);
    expect(await failure(() => rowWeights(rows, Uint32Array.of(0, 3)))).toMatchInlineSnapshot(`
      "VALUE_INVALID: weight column "w" has -1 in row 4; a weight is a finite number of at least 0
      Correct the row, or give the column another role."
    `);
    expect(await failure(() => rowWeights(rows, Uint32Array.of(2)))).toMatchInlineSnapshot(`
      "VALUE_INVALID: weight "w" is 0 in every row that counts
      Give some of them a weight."
    `);
  });

  it("are written where they are, or in a new column", () => {
    const written = withRowWeights(weighed([1, 2]), Float64Array.of(3, 4), "other");
    expect(columnsWithRole(written, "weight")).toEqual(["w"]);
    expect(numbers(written, "w").values).toEqual(Float64Array.of(3, 4));
    expect(columnsWithRole(withRowWeights(table, new Float64Array(12)), "weight")).toEqual([
      "weight",
    ]);
  });

  it("do not overwrite a column that is something else", async () => {
    expect(await failure(() => withRowWeights(table, new Float64Array(12), "income")))
      .toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: the table has a column "income" without the role "weight"
      Give it that role at ingest, or rename it."
    `);
  });
});
