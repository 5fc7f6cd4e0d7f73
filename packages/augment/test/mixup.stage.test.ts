import {
  categoryColumn,
  columnRoles,
  numberColumn,
  numbers,
  tensors,
  withColumn,
  withTensors,
} from "@fairline/arrow";
import { failure, lendingTable, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { mixupStage } from "../src/index.ts";
import { addedRows, itAddsRows, run, simulated, words } from "./added-stage.ts";

describe("augment/mixup", () => {
  itAddsRows(mixupStage);

  it("adds every mixture with both labels, whose weights are the parts", async () => {
    const added = addedRows(simulated, await run(mixupStage, simulated));
    const { values: weights } = numbers(added, "weight");
    const { values: merit } = numbers(added, "merit");
    for (let row = 0; row < added.numRows; row += 2) {
      expect(weights[row]! + weights[row + 1]!).toBeCloseTo(1, 12);
      expect(merit[row]).toBe(merit[row + 1]);
    }
    expect(columnRoles(added, "weight")).toEqual(["weight"]);
  });

  it("keeps the mean of the label, of features and of their product by weight", async () => {
    const added = addedRows(simulated, await run(mixupStage, simulated, { share: 8 }));
    const { values: weights } = numbers(added, "weight");
    const hired = words(added, "hired");
    const total = weights.reduce((a, b) => a + b, 0);
    const rate = weights.reduce((sum, w, row) => sum + (hired[row] === "yes" ? w : 0), 0) / total;
    const train = words(simulated, "split");
    const own = words(simulated, "hired").filter((_, row) => train[row] === "train");
    const before = own.filter((word) => word === "yes").length / own.length;
    expect(Math.abs(rate - before)).toBeLessThan(0.01);
  });

  it("mixes between groups and within a label", async () => {
    const added = addedRows(
      simulated,
      await run(mixupStage, simulated, { between: "groups", "same-label": true }),
    );
    const [sex, hired] = [words(added, "sex"), words(added, "hired")];
    for (let row = 0; row < added.numRows; row += 2) {
      expect(sex[row]).not.toBe(sex[row + 1]);
      expect(hired[row]).toBe(hired[row + 1]);
    }
  });

  it("multiplies the weights that there are, and mixes embeddings and categories", async () => {
    const values = Float32Array.from({ length: 24 }, (_, i) => i % 2);
    const table = withColumn(
      withTensors(lendingTable(), "face", { shape: [2], values }, ["feature"]),
      "w",
      numberColumn(Array<number>(12).fill(3)),
      ["weight"],
    );
    const added = addedRows(table, await run(mixupStage, table, { features: ["face", "purpose"] }));
    const { values: weights } = numbers(added, "w");
    expect(weights[0]! + weights[1]!).toBeCloseTo(3, 12);
    // Every face is (0, 1), and so is every mixture.
    expect(
      [...tensors(added, "face").values].map((v, i) => Math.abs(v - (i % 2)) < 1e-6),
    ).not.toContain(false);
    expect(["car", "home", null]).toEqual(
      expect.arrayContaining([...new Set(words(added, "purpose"))]),
    );
  });

  it("says which rows have nobody to be mixed with", async () => {
    const context = stageContext();
    const table = lendingTable();
    const alone = withColumn(
      table,
      "repaid",
      categoryColumn("yes no no yes no no yes yes yes no yes no".split(" ")),
    );
    const params = {
      between: "groups",
      attributes: ["race"],
      "same-label": true,
      features: ["income"],
    };
    await run(mixupStage, alone, params, context);
    expect(context.logged.map(({ message }) => message)).toEqual([
      "2 of 6 rows have no row to be mixed with: they are passed over",
    ]);
    const one = withColumn(table, "race", categoryColumn(Array<string>(12).fill("a")));
    expect(await failure(() => run(mixupStage, one, params))).toMatchInlineSnapshot(`
      "GROUP_EMPTY: no training row can be paired with another
      Mixtures between groups need two groups among the training rows, and with same-label, of one label."
    `);
    expect(mixupStage.params.safeParse({ attributes: ["race"] }).success).toBe(false);
  });
});
