import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnNames,
  columnRoles,
  columnsWithRole,
  numberColumn,
  numbers,
  rowsOfSplit,
  tableSource,
  tensors,
  withColumn,
  withTensors,
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

/** The values of a column at the rows of one sex in a split, ascending. */
export function valuesOf(
  data: Table,
  name: string,
  { sex, split }: { readonly sex: string; readonly split: "train" | "test" },
): number[] {
  const rows = rowsOfSplit(data, split);
  const words = categoryWords(categories(data, "sex"));
  const { values } = numbers(data, name);
  const own = [...rows].filter((row) => words[row] === sex).map((row) => values[row]!);
  return own.sort((a, b) => a - b);
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Largest distance between two distribution functions. */
export function distance(a: readonly number[], b: readonly number[]): number {
  const upTo = (values: readonly number[], limit: number): number =>
    values.filter((value) => value <= limit).length / values.length;
  return Math.max(...a.map((value) => Math.abs(upTo(a, value) - upTo(b, value))));
}

export const simulated = simulatedTable();
export const table = lendingTable();

/** What both stages of this kind have to do. */
export function itTransforms(stage: Stage): void {
  it("changes numeric features of all splits and nothing else", async () => {
    const out = await run(stage, simulated);
    expect(columnNames(out)).toEqual(columnNames(simulated));
    for (const name of ["sex", "hired", "split"]) {
      expect(column(out, name)).toEqual(column(simulated, name));
    }
    for (const split of ["train", "test"] as const) {
      const [before, after] = [simulated, out].map((data) => ({
        f: mean(valuesOf(data, "proxy", { sex: "F", split })),
        m: mean(valuesOf(data, "proxy", { sex: "M", split })),
      }));
      expect(before!.m - before!.f).toBeGreaterThan(1.7);
      expect(Math.abs(after!.m - after!.f)).toBeLessThan(split === "train" ? 0.01 : 0.2);
    }
  });

  it("learns from training rows alone", async () => {
    const test = rowsOfSplit(simulated, "test");
    const others = numbers(simulated, "proxy").values.slice();
    for (const row of test) others[row] = 1000;
    const shifted = await run(stage, withColumn(simulated, "proxy", numberColumn(others)));
    const out = await run(stage, simulated);
    const train = rowsOfSplit(simulated, "train");
    const at = (data: Table): number[] =>
      [...train].map((row) => numbers(data, "proxy").values[row]!);
    expect(at(shifted)).toEqual(at(out));
  });

  it("changes nothing at level 0", async () => {
    const out = await run(stage, simulated, { level: 0 });
    for (const name of ["merit", "proxy"])
      expect(column(out, name)).toEqual(column(simulated, name));
  });

  it("gives the same values for the same seed", async () => {
    const [one, other] = await Promise.all([run(stage, simulated), run(stage, simulated)]);
    expect(column(one, "proxy")).toEqual(column(other, "proxy"));
  });

  it("takes the sensitive columns from the features, and says what it leaves as it came", async () => {
    const context = stageContext();
    const holed = withColumn(
      table,
      "sex",
      categoryColumn(
        "F F F M M M F F M F X -".split(" ").map((word) => (word === "-" ? null : word)),
      ),
    );
    const out = await run(stage, holed, { attributes: ["sex"] }, context);
    expect(columnsWithRole(out, "feature")).toEqual(["income", "purpose"]);
    expect(columnRoles(out, "sex")).toEqual(["sensitive"]);
    expect(context.logged.map(({ message }) => message).sort()).toEqual([
      '"purpose" left as it came: it holds categories',
      '"sex" is missing in 2 rows, or is what no training row has: left as they came',
    ]);
    const [before, after] = [holed, out].map((data) => [...numbers(data, "income").values]);
    expect(after!.slice(10)).toEqual(before!.slice(10));
    expect(after![9]).not.toBe(before![9]);
  });

  it("changes every element of an embedding by itself", async () => {
    const merit = numbers(simulated, "merit").values;
    const proxy = numbers(simulated, "proxy").values;
    const values = new Float32Array(2 * merit.length);
    for (const [row, value] of merit.entries()) values.set([value, proxy[row]!], 2 * row);
    const embedded = withTensors(simulated, "face", { shape: [2], values }, ["feature"]);
    const out = await run(stage, embedded, { features: ["face"] });
    expect(columnRoles(out, "face")).toEqual(["feature"]);
    const changed = tensors(out, "face");
    expect(changed.shape).toEqual([2]);
    const element = withColumn(
      out,
      "proxy",
      numberColumn(Float64Array.from(merit, (_, row) => changed.values[2 * row + 1]!)),
    );
    const [f, m] = ["F", "M"].map((sex) =>
      mean(valuesOf(element, "proxy", { sex, split: "train" })),
    );
    expect(Math.abs(f! - m!)).toBeLessThan(0.01);
  });

  it("keeps missing values, constant columns and columns without values", async () => {
    const rows = table.numRows;
    const edges = [
      ["constant", Array<number>(rows).fill(3)],
      ["empty", Array<number>(rows).fill(Number.NaN)],
    ] as const;
    for (const [name, values] of edges) {
      const data = withColumn(table, name, numberColumn(values), ["feature"]);
      const out = await run(stage, data, { attributes: ["sex"], features: [name] });
      expect([...numbers(out, name).values]).toEqual(values);
    }
    const holed = numbers(table, "income").values.slice();
    holed[1] = Number.NaN;
    const out = await run(stage, withColumn(table, "income", numberColumn(holed)), {
      attributes: ["sex"],
    });
    expect([...numbers(out, "income").values].map(Number.isNaN)).toEqual(
      [...holed].map(Number.isNaN),
    );
  });

  it("refuses a training row without its sensitive value", async () => {
    const holed = withColumn(table, "sex", categoryColumn(Array<null>(12).fill(null)));
    expect(await failure(() => run(stage, holed, { attributes: ["sex"] }))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "sex" is null in row 1
      Drop or impute missing values in a clean stage."
    `);
  });
}
