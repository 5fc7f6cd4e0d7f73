import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  columnRoles,
  columnType,
  makeTable,
  numberColumn,
  numbers,
  tableMeta,
  tableSource,
  takeRows,
  textColumn,
  withColumn,
  withMeta,
  withoutColumns,
  withRoles,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, runStage, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { counterfactualStage } from "../src/index.ts";

const table = lendingTable();

async function run(
  data: Table,
  params: Record<string, unknown> = {},
  context = stageContext(),
): Promise<Table> {
  const inputs = { data: tableSource(data) };
  const outputs = await runStage(counterfactualStage, { inputs, params, context });
  return outputs["data"] as Table;
}

const ids = (data: Table): number[] => [...numbers(data, "id").values];
const words = (data: Table, name: string): (string | null)[] =>
  categoryWords(categories(data, name));
const rows = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

describe("augment/counterfactual", () => {
  it("adds every training row with the other group and nothing else changed", async () => {
    const out = await run(table, { attribute: "sex" });
    expect(ids(out)).toEqual([...rows(1, 13), 1, 2, 3, 4, 5, 6]);
    const copies = takeRows(out, rows(12, 18));
    expect(words(copies, "sex")).toEqual(["M", "M", "M", "F", "F", "F"]);
    expect([...numbers(out, "augmented").values]).toEqual([
      ...Array<number>(12).fill(0),
      ...Array<number>(6).fill(1),
    ]);
    expect(columnRoles(out, "augmented")).toEqual(["ignored"]);
    expect(columnType(out, "augmented")).toBe("integer");
    for (const name of columnNames(table).filter((name) => name !== "sex")) {
      expect(column(copies, name)).toEqual(column(takeRows(table, rows(0, 6)), name));
    }
  });

  it("leaves the rows that were there as they were", async () => {
    const out = takeRows(await run(table, { attribute: "sex" }), rows(0, 12));
    for (const name of columnNames(table)) {
      expect(column(out, name)).toEqual(column(table, name));
      expect(columnRoles(out, name)).toEqual(columnRoles(table, name));
    }
    expect(tableMeta(out)).toEqual(tableMeta(table));
  });

  it("gives a row one copy per other group, or one in a group at random", async () => {
    const three = withColumn(
      table,
      "race",
      categoryColumn(["a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "c"]),
    );
    const each = await run(three, { attribute: "race" });
    expect(words(takeRows(each, rows(12, 24)), "race").join("")).toBe("bcacabbcacab");
    const random = await run(three, { attribute: "race", to: "random" });
    expect(random.numRows).toBe(18);
  });

  it("keeps the type of the attribute, numbers and booleans too", async () => {
    const flag = await run(
      makeTable([
        { name: "sex", column: numberColumn([0, 1, 1], { integer: true }), roles: ["sensitive"] },
        { name: "split", column: categoryColumn(["train", "train", "test"]), roles: ["split"] },
      ]),
    );
    expect(column(flag, "sex")).toEqual(numberColumn([0, 1, 1, 1, 0], { integer: true }));
    const text = withColumn(table, "sex", textColumn(words(table, "sex")));
    expect(columnType(await run(text, { attribute: "sex" }), "sex")).toBe("text");
  });

  it("copies a share of the training rows, the same for the same seed", async () => {
    const params = { attribute: "sex", share: 0.5 };
    const first = ids(await run(table, params, stageContext({ seed: "a" })));
    expect(first).toHaveLength(15);
    expect(ids(await run(table, params, stageContext({ seed: "a" })))).toEqual(first);
    const others = await Promise.all(
      ["b", "c", "d"].map(async (seed) => ids(await run(table, params, stageContext({ seed })))),
    );
    expect(others.some((other) => other.join() !== first.join())).toBe(true);
  });

  it("copies weights, or divides them so that their sum stays", async () => {
    const weighed = withColumn(table, "w", numberColumn(rows(1, 13)), ["weight"]);
    const copied = await run(weighed, { attribute: "sex" });
    expect([...numbers(copied, "w").values]).toEqual([...rows(1, 13), 1, 2, 3, 4, 5, 6]);
    const divided = await run(weighed, { attribute: "sex", weight: "divide" });
    expect([...numbers(divided, "w").values]).toEqual([
      ...[0.5, 1, 1.5, 2, 2.5, 3],
      ...[7, 8, 9, 10, 11, 12],
      ...[0.5, 1, 1.5, 2, 2.5, 3],
    ]);
  });

  it("adds weights to divide where there are none", async () => {
    const out = await run(table, { attribute: "sex", weight: "divide" });
    expect([...numbers(out, "weight").values]).toEqual([
      ...Array<number>(6).fill(0.5),
      ...Array<number>(6).fill(1),
      ...Array<number>(6).fill(0.5),
    ]);
    expect(columnRoles(out, "weight")).toEqual(["weight"]);
  });

  it("keeps the marks of an earlier augmentation", async () => {
    const once = await run(table, { attribute: "sex" });
    const twice = await run(once, { attribute: "race" });
    expect([...numbers(twice, "augmented").values]).toEqual([
      ...Array<number>(12).fill(0),
      ...Array<number>(6).fill(1),
      ...Array<number>(12).fill(1),
    ]);
  });

  it("says how many rows have no group", async () => {
    const holed = withColumn(
      table,
      "sex",
      categoryColumn([null, "F", "F", "M", null, "M", null, "F", "M", "F", "M", "M"]),
    );
    const context = stageContext();
    expect((await run(holed, { attribute: "sex" }, context)).numRows).toBe(16);
    expect(context.logged).toEqual([
      {
        level: "warn",
        message: `"sex" is missing in 2 of 6 training rows: they get no counterparts`,
      },
    ]);
  });

  it("says nothing where every row has a group, and speaks of one that has none", async () => {
    const context = stageContext();
    await run(table, { attribute: "sex" }, context);
    expect(context.logged).toEqual([]);
    const sex = [null, ...words(table, "sex").slice(1)];
    await run(withColumn(table, "sex", categoryColumn(sex)), { attribute: "sex" }, context);
    expect(context.logged.map(({ message }) => message)).toEqual([
      `"sex" is missing in 1 of 6 training rows: they get no counterparts`,
    ]);
  });

  it("needs no task: it reads no label", async () => {
    expect((await run(withMeta(table, {}), { attribute: "sex" })).numRows).toBe(18);
  });

  it("refuses what it cannot change", async () => {
    expect(await failure(() => run(table))).toMatchInlineSnapshot(`
      "ROLE_AMBIGUOUS: several columns have the role "sensitive": sex, race
      Name one of them in the stage's parameter attribute."
    `);
    expect(await failure(() => run(table, { attribute: "income" }))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: attribute "income" holds numbers, not groups
      Cut it into ranges in a clean stage."
    `);
    const men = withColumn(
      table,
      "sex",
      categoryColumn(["M", "M", "M", "M", "M", "M", "F", "F", "M", "F", "M", "M"]),
    );
    expect(await failure(() => run(men, { attribute: "sex" }))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: "sex" needs two groups among the training rows; there is "M"
      Choose another attribute, or a split that leaves rows to every group."
    `);
    const unknown = withColumn(table, "sex", categoryColumn(Array<null>(12).fill(null)));
    expect(await failure(() => run(unknown, { attribute: "sex" }))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: "sex" needs two groups among the training rows; there is none
      Choose another attribute, or a split that leaves rows to every group."
    `);
    const unsplit = withoutColumns(table, ["split"]);
    expect(await failure(() => run(unsplit, { attribute: "sex" }))).toMatchInlineSnapshot(`
      "SPLIT_MISSING: the table has no split column
      Add a split step to the clean stage before this one."
    `);
  });

  it("refuses to write its mark over a column that is something else", async () => {
    expect(await failure(() => run(withRoles(table, "race", []), { mark: "income" })))
      .toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: the table has a column "income" that is not a mark of added rows
      Name another column in mark, or rename it."
    `);
  });

  it("refuses a share of nothing and a parameter that it does not know", async () => {
    await expect(run(table, { attribute: "sex", share: 0 })).rejects.toThrow("share");
    await expect(run(table, { attributes: ["sex"] })).rejects.toThrow("attributes");
  });
});
