import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnRoles,
  columnsWithRole,
  numberColumn,
  numbers,
  rowsOfSplit,
  tableSource,
  withColumn,
  withTensors,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, runStage, simulatedTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { fairRepresentationStage } from "../src/index.ts";

async function run(data: Table, params: Record<string, unknown> = {}): Promise<Table> {
  const inputs = { data: tableSource(data) };
  const context = stageContext({ backend: "auto" });
  return (await runStage(fairRepresentationStage, { inputs, params, context }))["data"] as Table;
}

const simulated = simulatedTable();

/** Sum over prototypes of the difference of the groups' mean memberships in a split. */
function parity(data: Table, split: "train" | "test"): number {
  const rows = rowsOfSplit(data, split);
  const sex = categoryWords(categories(data, "sex"));
  return columnsWithRole(data, "feature").reduce((sum, name) => {
    const { values } = numbers(data, name);
    const [f, m] = ["F", "M"].map((group) => {
      const own = [...rows].filter((row) => sex[row] === group);
      return own.reduce((total, row) => total + values[row]!, 0) / own.length;
    });
    return sum + Math.abs(f! - m!);
  }, 0);
}

/** How well the memberships tell the label: the largest correlation with it. */
function correlation(data: Table): number {
  const hired = categoryWords(categories(data, "hired")).map((word) => Number(word === "yes"));
  const mean = (values: ArrayLike<number>): number =>
    Array.from(values).reduce((a, b) => a + b, 0) / values.length;
  const y = mean(hired);
  return Math.max(
    ...columnsWithRole(data, "feature").map((name) => {
      const { values } = numbers(data, name);
      const x = mean(values);
      const product = mean(values.map((value, row) => (value - x) * (hired[row]! - y)));
      const spread = Math.sqrt(
        mean(values.map((v) => (v - x) ** 2)) * mean(hired.map((v) => (v - y) ** 2)),
      );
      return Math.abs(product / spread);
    }),
  );
}

describe("rebalance/fair-representation", () => {
  it("gives memberships that sum to 1, the only features, and keeps all other columns", async () => {
    const out = await run(simulated, { epochs: 2, prototypes: 4 });
    const names = ["prototype_1", "prototype_2", "prototype_3", "prototype_4"];
    expect(columnsWithRole(out, "feature")).toEqual(names);
    expect(column(out, "merit")).toEqual(column(simulated, "merit"));
    expect(columnRoles(out, "sex")).toEqual(["sensitive"]);
    const columns = names.map((name) => numbers(out, name).values);
    for (let row = 0; row < out.numRows; row += 97) {
      expect(columns.reduce((sum, values) => sum + values[row]!, 0)).toBeCloseTo(1, 5);
    }
  });

  it("makes groups alike on average and still tells the label", async () => {
    const fair = await run(simulated);
    const plain = await run(simulated, { parity: 0 });
    expect(parity(plain, "train")).toBeGreaterThan(0.3);
    expect(parity(fair, "train")).toBeLessThan(0.03);
    expect(parity(fair, "test")).toBeLessThan(0.1);
    expect(correlation(fair)).toBeGreaterThan(0.4);
  });

  it("learns from training rows alone, and gives the same values for the same seed", async () => {
    const params = { epochs: 2, prototypes: 3 };
    const others = numbers(simulated, "proxy").values.slice();
    for (const row of rowsOfSplit(simulated, "test")) others[row] = 50;
    const shifted = await run(withColumn(simulated, "proxy", numberColumn(others)), params);
    const [one, other] = await Promise.all([run(simulated, params), run(simulated, params)]);
    expect(column(one, "prototype_1")).toEqual(column(other, "prototype_1"));
    const train = rowsOfSplit(simulated, "train");
    const at = (data: Table): number[] =>
      [...train].map((row) => numbers(data, "prototype_1").values[row]!);
    expect(at(shifted)).toEqual(at(one));
  });

  it("takes categories, embeddings, missing values and constant columns", async () => {
    const values = Float32Array.from({ length: 24 }, (_, i) => i % 5);
    const table = withColumn(
      withTensors(lendingTable(), "face", { shape: [2], values }, ["feature"]),
      "constant",
      numberColumn([Number.NaN, ...Array<number>(11).fill(1)]),
      ["feature"],
    );
    const out = await run(table, { attributes: ["sex"], epochs: 1, prototypes: 2 });
    expect([...numbers(out, "prototype_1").values].every(Number.isFinite)).toBe(true);
  });

  it("refuses names that are taken, and training rows without a group", async () => {
    const table = lendingTable();
    const params = { attributes: ["sex"], epochs: 1 };
    const taken = withColumn(table, "prototype_1", numberColumn(Array<number>(12).fill(1)));
    expect(await failure(() => run(taken, params))).toMatchInlineSnapshot(`
      "COLUMN_DUPLICATE: the table has a column "prototype_1" already
      Choose another prefix."
    `);
    const holed = withColumn(table, "sex", categoryColumn(Array<null>(12).fill(null)));
    expect(await failure(() => run(holed, params))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "sex" is null in row 1
      Drop or impute missing values in a clean stage."
    `);
  });
});
