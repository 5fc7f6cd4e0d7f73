import {
  categories,
  categoryWords,
  numberColumn,
  numbers,
  rowsOfSplit,
  takeRows,
  withColumn,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { createRandom } from "@fairline/numeric";
import { simulatedTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { qualityTable } from "../../src/quality/quality-table.ts";

const { signal } = new AbortController();
const simulated = simulatedTable();
const n = simulated.numRows;

async function figures(table: Table): Promise<Record<string, number>> {
  const quality = await qualityTable(table, n, signal);
  const [measure, column] = ["measure", "column"].map((name) =>
    categoryWords(categories(quality, name)),
  );
  const { values } = numbers(quality, "value");
  return Object.fromEntries(
    measure!.map((word, row) => [`${word!} ${column![row] ?? ""}`.trim(), values[row]!]),
  );
}

function withCopies(rows: Uint32Array): Table {
  return takeRows(simulated, [...Array(n).keys(), ...rows]);
}

describe("qualityTable", () => {
  it("finds copies of real rows to be all alike, and all copies", async () => {
    const found = await figures(withCopies(rowsOfSplit(simulated, "train")));
    expect(Object.keys(found)).toEqual([
      ...["merit", "proxy", "sex", "hired"].map((name) => `distance ${name}`),
      ...["merit", "proxy", "sex", "hired"].map((name) => `association error ${name}`),
      "association error",
      "exact copies",
      "near copies",
      "auc trained on new",
      "auc trained on real",
    ]);
    expect(found["distance merit"]).toBeCloseTo(0, 12);
    expect(found["association error"]).toBeCloseTo(0, 12);
    expect(found["exact copies"]).toBe(1);
    expect(found["near copies"]).toBe(1);
    expect(found["auc trained on new"]).toBe(found["auc trained on real"]);
    expect(found["auc trained on real"]).toBeGreaterThan(0.75);
  });

  it("finds shuffled columns to have the right distributions and the wrong associations", async () => {
    const train = rowsOfSplit(simulated, "train");
    const copied = withCopies(train);
    const merit = numbers(copied, "merit").values.slice();
    const order = createRandom("s").permutation(train.length);
    for (const [i, from] of order.entries()) merit[n + i] = merit[train[from]!]!;
    const found = await figures(withColumn(copied, "merit", numberColumn(merit)));
    expect(found["distance merit"]).toBeCloseTo(0, 12);
    expect(found["association error merit"]).toBeGreaterThan(0.1);
    expect(found["exact copies"]).toBeLessThan(0.01);
    expect(found["auc trained on new"]).toBeLessThan(found["auc trained on real"]! - 0.05);
  });

  it("compares what was added to a class with that class", async () => {
    const hired = categoryWords(categories(simulated, "hired"));
    const yes = rowsOfSplit(simulated, "train").filter((row) => hired[row] === "yes");
    const found = await figures(withCopies(yes));
    expect(found["distance hired"]).toBeCloseTo(0, 12);
    expect(found["distance merit"]).toBeCloseTo(0, 12);
    expect(found["auc trained on new"]).toBeNaN();
  });

  it("is empty where no row was added", async () => {
    expect((await qualityTable(simulated, n, signal)).numRows).toBe(0);
  });
});
