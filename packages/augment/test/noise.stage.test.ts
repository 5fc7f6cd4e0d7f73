import {
  categoryColumn,
  column,
  numberColumn,
  numbers,
  tensors,
  withColumn,
  withTensors,
} from "@fairline/arrow";
import { lendingTable } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { noiseStage } from "../src/index.ts";
import { addedRows, itAddsRows, run, simulated, words } from "./added-stage.ts";

describe("augment/noise", () => {
  itAddsRows(noiseStage);

  it("keeps label, sensitive columns and id, and changes features a little", async () => {
    const table = lendingTable();
    const added = addedRows(table, await run(noiseStage, table, { copies: 2, share: 0.5 }));
    expect(added.numRows).toBe(6);
    const ids = [...numbers(added, "id").values];
    expect(ids.filter((id, i) => i % 2 === 0 || id === ids[i - 1])).toHaveLength(6);
    for (const name of ["sex", "race", "repaid"]) {
      expect(words(added, name)).toEqual(ids.map((id) => words(table, name)[id - 1]));
    }
    const { values } = numbers(added, "income");
    // Values at the ends of the range may be held there.
    const before = ids.map((id) => numbers(table, "income").values[id - 1]!);
    expect(values.filter((value, i) => value !== before[i]).length).toBeGreaterThan(2);
    // A tenth of a deviation of 12: five deviations of the noise are 6.
    for (const [i, value] of values.entries()) expect(Math.abs(value - before[i]!)).toBeLessThan(7);
  });

  it("keeps whole numbers whole, missing values missing, and constant columns constant", async () => {
    const table = withColumn(
      withColumn(
        lendingTable(),
        "years",
        numberColumn([1, NaN, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3], { integer: true }),
        ["feature"],
      ),
      "constant",
      numberColumn(Array<number>(12).fill(2)),
      ["feature"],
    );
    const added = addedRows(table, await run(noiseStage, table, { scale: 1 }));
    const years = numbers(added, "years");
    expect(years.integer).toBe(true);
    expect([...years.values].map(Number.isNaN)).toEqual([false, true, false, false, false, false]);
    expect([...numbers(added, "constant").values]).toEqual(Array<number>(6).fill(2));
  });

  it("draws only categories that training rows have, and leaves a column without any alone", async () => {
    const empty = withColumn(simulated, "job", categoryColumn(Array<null>(2000).fill(null)), [
      "feature",
    ]);
    const out = await run(noiseStage, empty, { features: ["job", "sex"], swap: 1 });
    expect(new Set(words(out, "job"))).toEqual(new Set([null]));
    expect(new Set(words(out, "sex"))).toEqual(new Set(["F", "M"]));
    expect(column(addedRows(empty, out), "merit").type).toBe("number");
  });

  it("works on embeddings", async () => {
    const values = Float32Array.from({ length: 24 }, (_, i) => i % 7);
    const table = withTensors(lendingTable(), "face", { shape: [2], values }, ["feature"]);
    const out = await run(noiseStage, table, { features: ["face"] });
    const all = tensors(out, "face").values;
    expect(all.slice(0, 24)).toEqual(values);
    expect(all).toHaveLength(36);
    expect(all.slice(24)).not.toEqual(values.slice(0, 12));
  });
});
