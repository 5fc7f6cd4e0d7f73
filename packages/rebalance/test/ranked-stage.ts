import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  numberColumn,
  numbers,
  rowsOfSplit,
  tableSource,
  takeRows,
  withColumn,
  withMeta,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { Stage } from "@fairline/core";
import { failure, lendingTable, runStage, simulatedTable, stageContext } from "@fairline/testing";
import { expect, it } from "vitest";

/** Runs a stage on a table. */
export async function run(
  stage: Stage,
  data: Table,
  params: Record<string, unknown> = {},
  context = stageContext(),
): Promise<Table> {
  const inputs = { data: tableSource(data) };
  return (await runStage(stage, { inputs, params, context }))["data"] as Table;
}

export const words = (data: Table, name: string): (string | null)[] =>
  categoryWords(categories(data, name));

/** Rate of `yes` among the training rows of each sex. */
export function rates(data: Table): Record<string, number> {
  const train = takeRows(data, rowsOfSplit(data, "train"));
  const [sex, hired] = [words(train, "sex"), words(train, "hired")];
  return Object.fromEntries(
    ["F", "M"].map((group) => {
      const own = hired.filter((_, row) => sex[row] === group);
      return [group, own.filter((word) => word === "yes").length / own.length];
    }),
  );
}

export const simulated = simulatedTable();

/** What both stages of this kind have to do. */
export function itRanks(stage: Stage): void {
  it("gives both groups the same share of positive training rows", async () => {
    const before = rates(simulated);
    expect(before["M"]! - before["F"]!).toBeGreaterThan(0.1);
    const after = rates(await run(stage, simulated));
    expect(Math.abs(after["M"]! - after["F"]!)).toBeLessThan(0.002);
  });

  it("leaves validation and test rows as they came, and the number of training rows", async () => {
    const out = await run(stage, simulated);
    expect(out.numRows).toBe(simulated.numRows);
    for (const split of ["validation", "test"] as const) {
      for (const name of columnNames(simulated)) {
        expect(column(takeRows(out, rowsOfSplit(out, split)), name)).toEqual(
          column(takeRows(simulated, rowsOfSplit(simulated, split)), name),
        );
      }
    }
  });

  it("is the same when run twice, and uses given scores instead of naive Bayes", async () => {
    const twice = await Promise.all([run(stage, simulated), run(stage, simulated)]);
    expect(column(twice[0], "hired")).toEqual(column(twice[1], "hired"));
    const scored = withColumn(
      simulated,
      "rank",
      numberColumn(numbers(simulated, "merit").values.map((merit) => -merit)),
    );
    const other = await run(stage, scored, { scores: "rank" });
    expect([...numbers(other, "merit").values, ...words(other, "hired")]).not.toEqual([
      ...numbers(twice[0], "merit").values,
      ...words(twice[0], "hired"),
    ]);
  });

  it("refuses what it cannot rank or relabel", async () => {
    const table = lendingTable();
    const wrong = async (data: Table, params: Record<string, unknown> = {}): Promise<string> =>
      await failure(() => run(stage, data, { attributes: ["sex"], ...params }));
    expect(await wrong(withMeta(table, { task: "multiclass" }))).toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: the table's task is multiclass, not binary
      Set the task and the positive class at ingest."
    `);
    expect(await wrong(takeRows(table, [0, 3, 4, 8]))).toMatchInlineSnapshot(`
      "VALUE_INVALID: label "repaid" is always "yes" in the training rows
      This method needs both classes: check the positive class at ingest, and the split."
    `);
    const holed = withColumn(
      table,
      "s",
      numberColumn([1, 2, Number.NaN, ...Array<number>(9).fill(1)]),
    );
    expect(await wrong(holed, { scores: "s" })).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "s" has no score in training row 3
      Score all training rows, or leave scores out."
    `);
    expect(await wrong(table, { features: ["repaid"] })).toMatchInlineSnapshot(`
      "PARAM_INVALID: feature "repaid" has the role "label"
      Take it from the features."
    `);
    const infinite = withColumn(table, "income", numberColumn(Array<number>(12).fill(Infinity)));
    expect(await wrong(infinite)).toMatchInlineSnapshot(`
      "VALUE_INVALID: feature "income" is Infinity in row 1
      Make infinite values missing or finite in a clean stage."
    `);
    const missing = withColumn(table, "sex", categoryColumn(Array<null>(12).fill(null)));
    expect(await wrong(missing)).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "sex" is null in row 1
      Drop or impute missing values in a clean stage."
    `);
  });
}
