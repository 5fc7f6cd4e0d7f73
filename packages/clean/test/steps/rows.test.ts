import {
  categoryColumn,
  columnNames,
  makeTable,
  numberColumn,
  numbers,
  withTensors,
} from "@fairline/arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean, failure, ns, problems, rowsOf, tableOf, ts, ws } from "../cleaning.ts";

const TABLE = tableOf([
  ns("age", [17, 40, 17, Number.NaN, 40]),
  ws("sex", ["f", "m", "f", null, "f"]),
  ts("note", ["a", "b", "a", null, null]),
]);

describe("filter", () => {
  it("keeps the rows where the condition holds, not those where it is unknown", async () => {
    expect(rowsOf(await clean(TABLE, [{ filter: "age < 30" }]), "age", "sex")).toEqual([
      "17 f",
      "17 f",
    ]);
    expect(rowsOf(await clean(TABLE, [{ filter: "not age < 30" }]), "age")).toEqual(["40", "40"]);
  });

  it("is refused before anything runs where it cannot be read", () => {
    expect(problems([{ filter: "age = 3" }])).toMatchInlineSnapshot(`
      [
        "steps.0.filter: the condition cannot be read: write == to compare at character 5",
      ]
    `);
  });

  it("names a column that the table does not have", async () => {
    expect(await failure(clean(TABLE, [{ filter: "agee > 3" }]))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "agee" in the table
      Did you mean "age"? The columns are: age, sex, note."
    `);
  });

  it("is refused before anything runs where no table could make it fit", () => {
    expect(problems([{ filter: "sex == 'f' and mean(age) > 3" }])).toMatchInlineSnapshot(`
      [
        "steps.0.filter: the condition cannot be read: there is no function "mean" at character 16. Did you mean "min"? The functions are: is_missing, isnull, coalesce, if, between, abs, min, max, round, floor, ceil, sqrt, exp, log, number, text, length, lower, upper, trim, ….",
      ]
    `);
    expect(problems([{ filter: "lower(age + 1) == 'f'" }])).toMatchInlineSnapshot(`
      [
        "steps.0.filter: the condition cannot be read: cannot pass numbers to lower, which takes text at character 7. Write lower(text).",
      ]
    `);
  });

  it("reads every column of single values, and only those that it names", async () => {
    const arrow = makeTable([
      { name: "flag", column: categoryColumn(["true", null, "false"]) },
      { name: "day", column: categoryColumn(["2013-05-01", "2012-01-01", null]) },
      { name: "n", column: numberColumn([1, 2, 3]) },
    ]);
    expect(rowsOf(await clean(arrow, [{ filter: "flag == true" }]), "n")).toEqual(["1"]);
    expect(rowsOf(await clean(arrow, [{ filter: "day >= '2013-01-01'" }]), "n")).toEqual(["1"]);
    const list = withTensors(arrow, "image", {
      shape: [2],
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
    });
    expect(rowsOf(await clean(list, [{ filter: "n > 2" }]), "n")).toEqual(["3"]);
    expect(await failure(clean(list, [{ filter: "image is null" }]))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: column "image" holds FixedSizeList[2]<Float32> values, not categories
      Choose a column of words, numbers, booleans or dates."
    `);
  });

  it("does not compare numbers with text", async () => {
    expect(await failure(clean(TABLE, [{ filter: "age == '40'" }]))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot compare column "age" (numbers) with "40" (text)
      Put text in quotes, and leave numbers without."
    `);
    expect(await failure(clean(TABLE, [{ filter: "note + 1 > 2" }]))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: the filter cannot use column "note" (text) in arithmetic
      Use columns of numbers in arithmetic."
    `);
  });

  it("may not leave an empty table", async () => {
    expect(await failure(clean(TABLE, [{ filter: "age > 100" }]))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: filter leaves none of the 5 rows
      Loosen the step, or look at the table before it: fairline show <pipeline> <stage>."
    `);
  });
});

describe("drop-duplicates", () => {
  it("keeps the first of equal rows; missing equals missing", async () => {
    const table = tableOf([
      ns("x", [1, Number.NaN, 1, Number.NaN, 1]),
      ws("w", ["a", null, "a", null, "b"]),
      ns("row", [1, 2, 3, 4, 5]),
    ]);
    expect(rowsOf(await clean(table, [{ "drop-duplicates": ["x", "w"] }]), "row")).toEqual([
      "1",
      "2",
      "5",
    ]);
    expect((await clean(table, ["drop-duplicates"])).numRows).toBe(5);
    expect((await clean(table, [{ drop: ["row"] }, "drop-duplicates"])).numRows).toBe(3);
  });

  it("keeps one row of each combination, in the order of their first rows", async () => {
    const word = fc.constantFrom("a", "b", null);
    const number = fc.constantFrom(0, 1.5, Number.NaN);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, number, word), { minLength: 1 }), async (rows) => {
        const table = tableOf([
          ws(
            "v",
            rows.map(([v]) => v),
          ),
          ns(
            "x",
            rows.map(([, x]) => x),
          ),
          ts(
            "t",
            rows.map(([, , t]) => t),
          ),
        ]);
        const kept = rowsOf(await clean(table, ["drop-duplicates"]), "v", "x", "t");
        expect(kept).toEqual([...new Set(rowsOf(table, "v", "x", "t"))]);
      }),
      { numRuns: 50 },
    );
  });

  it("names a column that the table does not have", async () => {
    expect(await failure(clean(TABLE, [{ "drop-duplicates": ["agee"] }]))).toMatchInlineSnapshot(`
      "COLUMN_MISSING: there is no column "agee" in the table
      Did you mean "age"? The columns are: age, sex, note."
    `);
  });
});

describe("drop-nulls", () => {
  it("keeps the rows that have a value everywhere, or in some columns", async () => {
    expect(rowsOf(await clean(TABLE, ["drop-nulls"]), "age")).toEqual(["17", "40", "17"]);
    expect(rowsOf(await clean(TABLE, [{ "drop-nulls": "all" }]), "age")).toEqual([
      "17",
      "40",
      "17",
    ]);
    expect(rowsOf(await clean(TABLE, [{ "drop-nulls": ["age", "sex"] }]), "age")).toHaveLength(4);
  });

  it("may not leave an empty table", async () => {
    const table = tableOf([ns("x", [Number.NaN])]);
    expect(await failure(clean(table, ["drop-nulls"]))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: drop-nulls leaves none of the 1 rows
      Loosen the step, or look at the table before it: fairline show <pipeline> <stage>."
    `);
  });

  it("has the wrong form", () => {
    expect(problems([{ "drop-nulls": "age" }])).toMatchInlineSnapshot(`
      [
        "steps.0: drop-nulls: expected \`all\` or a list of columns",
      ]
    `);
  });
});

describe("rename, drop and keep", () => {
  it("change names all at once, so that two may swap", async () => {
    const table = await clean(TABLE, [{ rename: { age: "sex", sex: "age" } }]);
    expect(columnNames(table)).toEqual(["sex", "age", "note"]);
    expect([...numbers(table, "sex").values].slice(0, 2)).toEqual([17, 40]);
  });

  it("drop some columns, or all others", async () => {
    expect(columnNames(await clean(TABLE, [{ drop: ["sex"] }]))).toEqual(["age", "note"]);
    expect(columnNames(await clean(TABLE, [{ keep: ["note", "age"] }]))).toEqual(["age", "note"]);
  });

  it("name a column that the table does not have, or one twice", async () => {
    expect(await failure(clean(TABLE, [{ rename: { agee: "a" } }]))).toMatch(
      /^COLUMN_MISSING: there is no column "agee"/,
    );
    expect(await failure(clean(TABLE, [{ drop: ["agee"] }]))).toMatch(
      /^COLUMN_MISSING: there is no column "agee"/,
    );
    expect(await failure(clean(TABLE, [{ keep: ["agee"] }]))).toMatch(
      /^COLUMN_MISSING: there is no column "agee"/,
    );
    expect(await failure(clean(TABLE, [{ rename: { age: "sex" } }]))).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: rename would make two columns "sex"
      Choose another name, or drop the other column first."
    `);
  });
});
