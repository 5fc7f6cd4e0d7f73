import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  columnsWithRole,
  numberColumn,
  numbers,
  tableSource,
  withColumn,
  withMeta,
  withoutColumns,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, runStage, simulatedTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { reweighStage } from "../src/index.ts";

const table = lendingTable();

async function run(
  data: Table,
  params: Record<string, unknown> = {},
  context = stageContext(),
): Promise<Table> {
  const outputs = await runStage(reweighStage, {
    inputs: { data: tableSource(data) },
    params,
    context,
  });
  return outputs["data"] as Table;
}

const weightsOf = (data: Table, name = "weight"): number[] => [...numbers(data, name).values];

describe("rebalance/reweigh", () => {
  it("weighs training rows by one attribute and leaves the others at 1", async () => {
    // Training rows: F yes no no, M yes yes no. P(F) = P(yes) = 1/2. F yes: 1/4 / (1/6) = 1.5; F no: 1/4 / (2/6) = .75;
    // M yes: .75; M no: 1.5.
    const out = await run(table, { attributes: ["sex"] });
    expect(weightsOf(out)).toEqual([1.5, 0.75, 0.75, 0.75, 0.75, 1.5, 1, 1, 1, 1, 1, 1]);
    expect(columnNames(out)).toEqual([...columnNames(table), "weight"]);
    expect(columnsWithRole(out, "weight")).toEqual(["weight"]);
    expect(column(out, "purpose")).toEqual(column(table, "purpose"));
  });

  it("takes all sensitive columns together where none is named, and says which pairs are missing", async () => {
    // F a: yes no; F b: no; M a: yes no; M b: yes. F b no: (1/6 * 1/2) / (1/6) = .5, and so is M b yes; the others 1.
    const context = stageContext();
    const out = await run(table, {}, context);
    expect(weightsOf(out).slice(0, 6)).toEqual([1, 0.5, 1, 1, 0.5, 1]);
    expect(context.logged).toEqual([
      {
        level: "warn",
        message:
          "no training row has sex=F, race=b and repaid=yes: group and label stay dependent under the weights",
      },
      {
        level: "warn",
        message:
          "no training row has sex=M, race=b and repaid=no: group and label stay dependent under the weights",
      },
    ]);
  });

  it("multiplies the weights of training rows and leaves those of others", async () => {
    const weighed = withColumn(table, "w", numberColumn([2, 2, 2, 2, 2, 2, 3, 4, 5, 6, 7, 8]), [
      "weight",
    ]);
    const out = await run(weighed, { attributes: ["sex"] });
    expect(weightsOf(out, "w")).toEqual([3, 1.5, 1.5, 1.5, 1.5, 3, 3, 4, 5, 6, 7, 8]);
    expect(columnNames(out)).toEqual(columnNames(weighed));
  });

  it("says which pairs have no weight, as it says which are missing", async () => {
    // Row 1 is the only training row that is F and has repaid.
    const weighed = withColumn(table, "w", numberColumn([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]), [
      "weight",
    ]);
    const context = stageContext();
    const out = await run(weighed, { attributes: ["sex"] }, context);
    expect(weightsOf(out, "w")[0]).toBe(0);
    expect(context.logged).toEqual([
      {
        level: "warn",
        message:
          "no training row with a weight above 0 has sex=F and repaid=yes: group and label stay dependent under the weights",
      },
    ]);
  });

  it("gives group and label no association under the weights of a simulated table", async () => {
    const out = await run(simulatedTable());
    const weights = weightsOf(out);
    const words = (name: string): (string | null)[] => categoryWords(categories(out, name));
    const [split, sex, hired] = [words("split"), words("sex"), words("hired")];
    const mass = (group: string, label: string): number =>
      weights
        .filter((_, row) => split[row] === "train" && sex[row] === group && hired[row] === label)
        .reduce((sum, weight) => sum + weight, 0);
    const odds = (sex: string): number => mass(sex, "yes") / mass(sex, "no");
    expect(odds("F") / odds("M")).toBeCloseTo(1, 9);
  });

  it("gives the same weights again", async () => {
    expect(weightsOf(await run(simulatedTable()))).toEqual(weightsOf(await run(simulatedTable())));
  });

  it("names a missing value, with column and row", async () => {
    const holed = withColumn(
      table,
      "sex",
      categoryColumn(["F", "F", null, ...Array<string>(9).fill("M")]),
    );
    expect(await failure(() => run(holed))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "sex" is null in row 3
      Drop or impute missing values in a clean stage."
    `);
    expect(await failure(() => run(table, { attributes: ["purpose"] }))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "purpose" is null in row 6
      Drop or impute missing values in a clean stage."
    `);
  });

  it("asks nothing of rows that are not training rows", async () => {
    const holed = withColumn(
      table,
      "sex",
      categoryColumn(["F", "F", "F", "M", "M", "M", null, null, null, null, null, null]),
    );
    expect(weightsOf(await run(holed, { attributes: ["sex"] })).slice(0, 2)).toEqual([1.5, 0.75]);
  });

  it("refuses tables without a split, training rows, groups or classes", async () => {
    expect(await failure(() => run(withoutColumns(table, ["split"])))).toMatchInlineSnapshot(`
      "SPLIT_MISSING: the table has no split column
      Add a split step to the clean stage before this one."
    `);
    const tested = withColumn(table, "split", categoryColumn(Array<string>(12).fill("test")));
    expect(await failure(() => run(tested))).toMatchInlineSnapshot(`
      "ROWS_EMPTY: no row of the table is in the split "train"
      Give the split train a share in the clean stage."
    `);
    expect(await failure(() => run(withoutColumns(table, ["sex", "race"])))).toMatchInlineSnapshot(`
      "ROLE_MISSING: no column of the table has the role "sensitive"
      Give a column that role at ingest (roles: { sensitive: [<column>] }), or name one in the stage's parameters. The columns are: id, income, purpose, repaid, split."
    `);
    expect(await failure(() => run(withMeta(table, { task: "regression" }))))
      .toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: the table's task is regression: its label "repaid" has no classes
      Cut the label into classes, or leave this stage out."
    `);
  });

  it("refuses to write over a column that is no weight", async () => {
    expect(await failure(() => run(table, { weight: "income" }))).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: the table has a column "income" without the role "weight"
      Give it that role at ingest, or rename it."
    `);
  });

  it("refuses a parameter that it does not know", async () => {
    await expect(run(table, { attribute: "sex" })).rejects.toThrow("attribute");
  });
});
