import {
  allRows,
  categories,
  categoryWords,
  column,
  columnNames,
  columnRoles,
  numbers,
  tableSource,
  takeRows,
  withoutColumns,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { Stage } from "@fairline/core";
import { runStage, simulatedTable, stageContext } from "@fairline/testing";
import { expect, it } from "vitest";

/** A table of 2,000 rows, 1,200 of them about training rows. */
export const simulated: Table = simulatedTable();

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

/** The rows of `after` that are not in `before`. */
export function addedRows(before: Table, after: Table): Table {
  return takeRows(after, allRows(after).subarray(before.numRows));
}

export const words = (data: Table, name: string): (string | null)[] =>
  categoryWords(categories(data, name));

/** What every stage that adds rows has to do. */
export function itAddsRows(stage: Stage, params: Record<string, unknown> = {}): void {
  it("leaves every row that was there as it came, and marks those that it adds", async () => {
    const out = await run(stage, simulated, params);
    const before = takeRows(out, allRows(simulated));
    for (const name of columnNames(simulated)) {
      expect(column(before, name)).toEqual(column(simulated, name));
      expect(columnRoles(out, name)).toEqual(columnRoles(simulated, name));
    }
    expect(out.numRows).toBeGreaterThan(simulated.numRows);
    const added = addedRows(simulated, out);
    expect(new Set(words(added, "split"))).toEqual(new Set(["train"]));
    expect([...numbers(added, "augmented").values].every((mark) => mark === 1)).toBe(true);
    expect([...numbers(before, "augmented").values].every((mark) => mark === 0)).toBe(true);
  });

  it("keeps numbers within the range of the training rows", async () => {
    const out = await run(stage, simulated, params);
    const train = words(simulated, "split");
    for (const name of ["merit", "proxy"]) {
      const own = [...numbers(simulated, name).values].filter((_, row) => train[row] === "train");
      const { values } = numbers(addedRows(simulated, out), name);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.min(...own));
      expect(Math.max(...values)).toBeLessThanOrEqual(Math.max(...own));
    }
  });

  it("gives the same rows for the same seed, and others for another", async () => {
    const merit = async (seed: string): Promise<number[]> => [
      ...numbers(await run(stage, simulated, params, stageContext({ seed })), "merit").values,
    ];
    expect(await merit("a")).toEqual(await merit("a"));
    expect(await merit("a")).not.toEqual(await merit("b"));
  });

  it("tells how good the rows are", async () => {
    const inputs = { data: tableSource(simulated) };
    const { quality } = await runStage(stage, { inputs, params });
    expect(columnNames(quality as Table)).toEqual(["measure", "column", "value"]);
    expect((quality as Table).numRows).toBeGreaterThan(5);
  });

  it("needs a split", async () => {
    await expect(run(stage, withoutColumns(simulated, ["split"]), params)).rejects.toThrow(
      "the table has no split column",
    );
  });
}
