import {
  categories,
  categoryColumn,
  categoryWords,
  column,
  columnRoles,
  numberColumn,
  numbers,
  rowsOfSplit,
  tableSource,
  withColumn,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, runStage, simulatedTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { optimizedPreprocessingStage } from "../src/index.ts";

async function run(
  data: Table,
  params: Record<string, unknown> = {},
  context = stageContext(),
): Promise<Table> {
  const inputs = { data: tableSource(data) };
  const outputs = await runStage(optimizedPreprocessingStage, { inputs, params, context });
  return outputs["data"] as Table;
}

const simulated = ["merit", "proxy"].reduce(
  (data, name) =>
    withColumn(
      data,
      name,
      numberColumn(
        numbers(data, name).values.map((value) => Math.max(-2, Math.min(2, Math.round(value)))),
        { integer: true },
      ),
    ),
  simulatedTable(),
);

/** Difference of the groups' rates of `yes` among training rows. */
function gap(data: Table): number {
  const rows = [...rowsOfSplit(data, "train")];
  const [sex, hired] = ["sex", "hired"].map((name) => categoryWords(categories(data, name)));
  const [f, m] = ["F", "M"].map((group) => {
    const own = rows.filter((row) => sex![row] === group);
    return own.filter((row) => hired![row] === "yes").length / own.length;
  });
  return m! - f!;
}

describe("rebalance/optimized-preprocessing", () => {
  it("brings the groups within the gap, and keeps rates of all rows", async () => {
    const context = stageContext();
    const out = await run(simulated, {}, context);
    expect(gap(simulated)).toBeGreaterThan(0.15);
    expect(Math.abs(gap(out))).toBeLessThan(0.06);
    // One test row has a group and features that no training row has.
    expect(context.logged.map(({ level }) => level)).toEqual(["info", "warn"]);
    expect(context.logged[0]!.message).toMatch(/^the joint distribution moves by 0\.0\d+ in total/);
    expect(columnRoles(out, "merit")).toEqual(["feature"]);
    expect(numbers(out, "merit").integer).toBe(true);
  });

  it("changes no label of validation and test rows, and no row by more than its reach", async () => {
    const out = await run(simulated, { reach: 1 });
    const labels = (data: Table): (string | null)[] => categoryWords(categories(data, "hired"));
    const train = new Set(rowsOfSplit(simulated, "train"));
    const [before, after] = [labels(simulated), labels(out)];
    for (let row = 0; row < out.numRows; row++) {
      if (!train.has(row)) expect(after[row]).toBe(before[row]);
      const moved = ["merit", "proxy"].reduce(
        (sum, name) => {
          const [from, to] = [simulated, out].map((data) => numbers(data, name).values[row]!);
          return sum + Math.abs(to! - from!);
        },
        Number(after[row] !== before[row]),
      );
      expect(moved).toBeLessThanOrEqual(train.has(row) ? 1 : 2);
    }
  });

  it("gives the same rows for the same seed", async () => {
    const [one, other] = await Promise.all([run(simulated), run(simulated)]);
    for (const name of ["merit", "hired"]) expect(column(one, name)).toEqual(column(other, name));
  });

  it("leaves rows as they came whose group and features no training row has, and says so", async () => {
    const context = stageContext();
    const table = lendingTable();
    const params = { attributes: ["sex"], features: ["purpose"], distortion: 2 };
    const out = await run(table, params, context);
    expect(categoryWords(categories(out, "race"))).toEqual(
      categoryWords(categories(table, "race")),
    );
    const unseen = withColumn(
      table,
      "purpose",
      categoryColumn([...categoryWords(categories(table, "purpose")).slice(0, 11), "boat"]),
    );
    await run(unseen, params, context);
    expect(
      context.logged.filter(({ level }) => level === "warn").map(({ message }) => message),
    ).toEqual([
      "1 of 6 other rows have a group and features that no training row has: left as they came",
    ]);
  });

  it("refuses what no mapping does, and what is too much", async () => {
    const strict = { gap: 0, distortion: 0.01 };
    expect(await failure(() => run(simulated, strict))).toMatchInlineSnapshot(`
      "VALUE_INVALID: no mapping brings the groups within a gap of 0 by moves of 0.01 on average, 2 at most
      Raise gap, distortion or reach."
    `);
    expect(await failure(() => run(simulatedTable(), { reach: 1000 }))).toMatch(
      /^VALUE_INVALID: \d+ combinations of group, features and label may become \d+ combinations/,
    );
  });
});
