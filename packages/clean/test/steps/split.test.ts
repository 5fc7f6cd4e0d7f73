import { columnNames, columnRoles, rowsOfSplit, texts } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { clean, failure, ns, problems, rowsOf, tableOf, ws } from "../cleaning.ts";

const ROWS = 200;
const row = Array.from({ length: ROWS }, (_, i) => i);
/** 50 women, a fifth of them with label 1; 150 men, three fifths. */
const TABLE = tableOf(
  [
    ns("id", row, ["id"]),
    ws(
      "sex",
      row.map((i) => (i % 4 === 0 ? "f" : "m")),
      ["sensitive"],
    ),
    ns(
      "y",
      row.map((i) => (i % 4 === 0 ? Number(i % 20 === 0) : Number(i % 20 < 12))),
      ["label"],
    ),
    ws(
      "family",
      row.map((i) => `family ${String(i >> 1)}`),
    ),
  ],
  { task: "binary", positive: "1" },
);

function sizes(table: Table): number[] {
  return (["train", "validation", "test"] as const).map((name) => rowsOfSplit(table, name).length);
}

describe("split", () => {
  it("adds a split column in exact shares and leaves rows where they are", async () => {
    const table = await clean(TABLE, [{ split: { test: 0.3, validation: 0.1 } }]);
    expect(sizes(table)).toEqual([120, 20, 60]);
    expect(rowsOf(table, "id")).toEqual(rowsOf(TABLE, "id"));
    expect(columnNames(table).at(-1)).toBe("split");
    expect(columnRoles(table, "split")).toEqual(["split"]);
  });

  it("warns of people who have rows on both sides", async () => {
    const persons = tableOf([
      ns(
        "person",
        row.map((i) => i >> 2),
        ["id"],
      ),
    ]);
    const context = stageContext();
    const table = await clean(persons, [{ split: { test: 0.3 } }], context);
    const sides = new Map<string, Set<string>>();
    for (const cell of rowsOf(table, "person", "split")) {
      const [person = "", side = ""] = cell.split(" ");
      sides.set(person, (sides.get(person) ?? new Set()).add(side));
    }
    const shared = [...sides.values()].filter(({ size }) => size > 1).length;
    expect(shared).toBeGreaterThan(10);
    const warning = `${String(shared)} of 50 values of "person", which has the role id, have rows in more than one split, so that a model is tested on what it was trained on: keep their rows together with split: { group: id }`;
    expect(context.logged).toEqual([{ level: "warn", message: warning }]);

    const again = stageContext();
    await clean(table, [{ roles: { split: [] } }, { split: { column: "split" } }], again);
    expect(again.logged).toContainEqual({ level: "warn", message: warning });

    const together = stageContext();
    await clean(persons, [{ split: { test: 0.3, group: "id" } }], together);
    await clean(TABLE, [{ split: { test: 0.3 } }], together);
    expect(together.logged).toEqual([]);
  });

  it("holds the combinations of roles and columns in the same shares", async () => {
    const table = await clean(TABLE, [
      { split: { test: 0.3, validation: 0.1, by: ["label", "sensitive"] } },
    ]);
    const found = new Map<string, number>();
    for (const cell of rowsOf(table, "sex", "y", "split"))
      found.set(cell, (found.get(cell) ?? 0) + 1);
    // Women 40 and 10, men 60 and 90 by label 0 and 1: all shares are whole numbers.
    expect(Object.fromEntries(found)).toEqual({
      "f 0 train": 24,
      "f 0 validation": 4,
      "f 0 test": 12,
      "f 1 train": 6,
      "f 1 validation": 1,
      "f 1 test": 3,
      "m 0 train": 36,
      "m 0 validation": 6,
      "m 0 test": 18,
      "m 1 train": 54,
      "m 1 validation": 9,
      "m 1 test": 27,
    });
    const byColumn = await clean(TABLE, [{ split: { test: 0.5, by: "sex" } }]);
    expect(rowsOf(byColumn, "sex", "split").filter((cell) => cell === "f test")).toHaveLength(25);
  });

  it("may leave validation out", async () => {
    expect(sizes(await clean(TABLE, [{ split: { test: 0.25 } }]))).toEqual([150, 0, 50]);
  });

  it("keeps rows of one id together", async () => {
    const table = await clean(TABLE, [{ split: { test: 0.3, validation: 0.1, group: "family" } }]);
    const split = texts(table, "split").values;
    for (let i = 0; i < ROWS; i += 2) expect(split[i]).toBe(split[i + 1]);
    expect(sizes(table)).toEqual([120, 20, 60]);
  });

  it("deals a row without an id by itself, and says how many there are", async () => {
    // Every third row has no family; the others form families of four.
    const families = row.map((i) => (i % 3 === 0 ? null : `family ${String(i >> 2)}`));
    const table = tableOf([ns("id", row), ws("family", families)]);
    const context = stageContext();
    const split = texts(
      await clean(table, [{ split: { test: 0.5, group: "family" } }], context),
      "split",
    ).values;
    const alone = row.filter((i) => i % 3 === 0);
    const inTest = alone.filter((i) => split[i] === "test").length;
    expect(inTest).toBeGreaterThan(alone.length / 4);
    expect(inTest).toBeLessThan((alone.length * 3) / 4);
    for (const name of new Set(families)) {
      if (name === null) continue;
      expect(new Set(row.filter((i) => families[i] === name).map((i) => split[i])).size).toBe(1);
    }
    expect(context.logged).toEqual([
      {
        level: "warn",
        message: `"family" is missing in 67 of 200 rows: each goes to a split by itself`,
      },
    ]);
  });

  it("takes a missing value for a stratum", async () => {
    const table = tableOf([
      ws(
        "sex",
        row.map((i) => (i % 2 === 0 ? null : "f")),
        ["sensitive"],
      ),
    ]);
    const divided = await clean(table, [{ split: { test: 0.25, by: "sensitive" } }]);
    const cells = rowsOf(divided, "sex", "split");
    expect(rowsOf(divided, "split").filter((name) => name === "test")).toHaveLength(50);
    expect(cells.filter((cell) => cell === "f test")).toHaveLength(25);
  });

  it("asks for no rows of a missing value in a split, for it is no group", async () => {
    const sex = row.map((i) => (i === 5 ? null : i % 2 === 0 ? "f" : "m"));
    const table = tableOf([ws("sex", sex, ["sensitive"])]);
    expect(sizes(await clean(table, [{ split: { test: 0.5, by: "sensitive" } }]))).toEqual([
      100, 0, 100,
    ]);
  });

  it("depends on the seed, and not on the steps around it", async () => {
    const step = { split: { test: 0.3, by: ["label"] } };
    const splitOf = async (steps: unknown[], seed: string): Promise<unknown> =>
      texts(await clean(TABLE, steps, stageContext({ seed })), "split").values;
    const first = await splitOf([step], "1".repeat(64));
    expect(await splitOf(["drop-duplicates", step, "impute"], "1".repeat(64))).toEqual(first);
    expect(await splitOf([step], "2".repeat(64))).not.toEqual(first);
  });

  it("takes an existing column", async () => {
    const given = tableOf([
      ws("fold", ["train", "test", "validation"], ["feature"]),
      ns("x", [1, 2, 3]),
    ]);
    const table = await clean(given, [{ split: { column: "fold" } }]);
    expect(columnRoles(table, "fold")).toEqual(["split"]);
    expect(sizes(table)).toEqual([1, 1, 1]);
  });

  it("refuses an existing column with other words or none", async () => {
    const other = tableOf([ws("fold", ["train", "testing"])]);
    expect(await failure(clean(other, [{ split: { column: "fold" } }]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: split column "fold" has "testing" in row 2
      The splits are: train, validation, test. Rename values in a clean stage: map-values, then split: { column: fold }."
    `);
    const none = tableOf([ws("fold", ["train", null])]);
    expect(await failure(clean(none, [{ split: { column: "fold" } }]))).toMatchInlineSnapshot(`
      "VALUE_MISSING: split column "fold" is null in row 2
      The splits are: train, validation, test. Rename values in a clean stage: map-values, then split: { column: fold }."
    `);
    expect(await failure(clean(none, [{ split: { column: "folds" } }]))).toMatch(/^COLUMN_MISSING/);
  });

  it("refuses to leave a group without rows in a split, and names all of them", async () => {
    const race = row.map((i) => (i === 7 ? "rare" : i < 3 ? "few" : "many"));
    const table = tableOf([ws("race", race, ["sensitive"])]);
    const by = { test: 0.3, validation: 0.1, by: ["sensitive"] };
    expect(await failure(clean(table, [{ split: by }]))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: group "rare" of attribute "race" has no rows in the split "validation" (1 in all); group "rare" of attribute "race" has no rows in the split "test" (1 in all)
      Split by the attribute (by: [sensitive]), make the split larger, or filter or merge small groups before."
    `);
    const adopted = tableOf([
      ws("sex", ["f", "m", "m"], ["sensitive"]),
      ws("fold", ["train", "train", "test"]),
    ]);
    expect(await failure(clean(adopted, [{ split: { column: "fold" } }]))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: group "f" of attribute "sex" has no rows in the split "test" (1 in all)
      Split by the attribute (by: [sensitive]), make the split larger, or filter or merge small groups before."
    `);
  });

  it("passes over an attribute of fractional numbers, which has no groups", async () => {
    const table = tableOf([
      ns(
        "income",
        row.map((i) => i + 0.5),
        ["sensitive"],
      ),
    ]);
    expect(sizes(await clean(table, [{ split: { test: 0.5 } }]))).toEqual([100, 0, 100]);
  });

  it("refuses a split that gets no rows", async () => {
    const table = tableOf([ns("x", [1, 2, 3])]);
    expect(await failure(clean(table, [{ split: { test: 0.1 } }]))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: the split "test" gets none of the 3 rows at a share of 0.1
      Make its share larger, or split by fewer and smaller groups."
    `);
  });

  it("refuses a second split, and a column of its name", async () => {
    const twice = await clean(TABLE, [{ split: { test: 0.3 } }]);
    expect(await failure(clean(twice, [{ split: { test: 0.3 } }]))).toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: the table has a split already, column "split"
      Drop that column before, or take it: split: { column: split }."
    `);
    const named = tableOf([ws("split", ["a", "b"])]);
    expect(await failure(clean(named, [{ split: { test: 0.5 } }]))).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: there is already a column "split"
      Rename it before, or take it as the split: split: { column: split }."
    `);
    expect(problems([{ split: { test: 0.3 } }, "drop-nulls", { split: { test: 0.3 } }]))
      .toMatchInlineSnapshot(`
      [
        "steps.2: split is given twice; a table has one split",
      ]
    `);
  });

  it("names a role or column that is not there", async () => {
    expect(await failure(clean(TABLE, [{ split: { test: 0.3, by: ["lable"] } }])))
      .toMatchInlineSnapshot(`
        "COLUMN_MISSING: split names "lable", which is no role and no column
        Did you mean "label"? The columns and roles are: id, sex, y, family, feature, label, sensitive, weight, split, score, prediction, group, ignored."
      `);
    expect(await failure(clean(TABLE, [{ split: { test: 0.3, by: ["weight"] } }])))
      .toMatchInlineSnapshot(`
      "ROLE_MISSING: split names the role weight, which no column has
      Give a column that role at ingest. The columns are: id, sex, y, family."
    `);
    expect(await failure(clean(TABLE, [{ split: { test: 0.3, group: "household" } }]))).toMatch(
      /^COLUMN_MISSING/,
    );
  });

  it("takes every share between nothing and all, and no other", () => {
    const accepted = (given: object): boolean => problems([{ split: given }]).length === 0;
    expect([0.001, 0.999].map((test) => accepted({ test }))).toEqual([true, true]);
    expect([0, 1, -0.1].map((test) => accepted({ test }))).toEqual([false, false, false]);
    expect([0, 1].map((validation) => accepted({ validation }))).toEqual([false, false]);
    expect(accepted({ validation: 0.2 })).toBe(true);
    expect(accepted({ test: 0.5, validation: 0.499 })).toBe(true);
    expect(accepted({ test: 0.5, validation: 0.5 })).toBe(false);
    expect(accepted({ test: 0.2, by: [] })).toBe(true);
    expect(accepted({ test: 0.2, by: [""] })).toBe(false);
    for (const key of ["test", "validation"])
      expect(accepted({ column: "fold", [key]: 0.2 })).toBe(false);
    expect(accepted({ column: "fold", by: ["label"] })).toBe(false);
    expect(accepted({ column: "fold", group: "id" })).toBe(false);
  });

  it("gives each split its share to a row, where the shares are no whole numbers of rows", async () => {
    for (const [rows, test, validation, expected] of [
      [10, 0.25, 0.25, [5, 3, 2]],
      [3, 0.34, 0.33, [1, 1, 1]],
    ] as const) {
      const table = tableOf([ns("x", row.slice(0, rows))]);
      expect(sizes(await clean(table, [{ split: { test, validation } }]))).toEqual(expected);
    }
    // Half a row each: the first of the two, validation, gets the one that is left.
    const ten = tableOf([ns("x", row.slice(0, 10))]);
    expect(await failure(clean(ten, [{ split: { test: 0.05, validation: 0.05 } }]))).toMatch(
      /^ROWS_EMPTY: the split "test" gets none/,
    );
  });

  it("has shares that leave nothing, or parameters that contradict each other", () => {
    expect(problems(["split"])).toMatchInlineSnapshot(`
      [
        "steps.0: split needs parameters",
      ]
    `);
    expect(problems([{ split: {} }])).toMatchInlineSnapshot(`
      [
        "steps.0.split: split needs test, validation, or column",
      ]
    `);
    expect(problems([{ split: { test: 0.6, validation: 0.4 } }])).toMatchInlineSnapshot(`
      [
        "steps.0.split: test and validation leave no rows for training",
      ]
    `);
    expect(problems([{ split: { column: "fold", test: 0.3 } }])).toMatchInlineSnapshot(`
      [
        "steps.0.split.column: column takes an existing split; leave out test, validation, by and group",
      ]
    `);
    expect(problems([{ split: { test: 30 } }])).toMatchInlineSnapshot(`
      [
        "steps.0.split.test: Too big: expected number to be <1",
        "steps.0.split: test and validation leave no rows for training",
      ]
    `);
  });
});
