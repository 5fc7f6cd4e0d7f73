import {
  categories,
  categoryColumn,
  categoryWords,
  makeTable,
  numberColumn,
  numbers,
  rowsOfSplit,
  takeRows,
  withColumn,
} from "@fairline/arrow";
import { describe, expect, it } from "vitest";
import { removeCorrelationStage } from "../src/index.ts";
import { itTransforms, mean, run, table } from "./transforming-stage.ts";

describe("rebalance/remove-correlation", () => {
  itTransforms(removeCorrelationStage);

  it("takes sensitive numbers as they are, and keeps what is not linear in them", async () => {
    const ages = [20, 30, 40, 50];
    const data = makeTable([
      { name: "age", roles: ["sensitive"], column: numberColumn(ages, { integer: true }) },
      { name: "x", roles: ["feature"], column: numberColumn(ages.map((age) => 2 * age + 1)) },
      { name: "y", roles: ["feature"], column: numberColumn([1, 0, 0, 1]) },
      { name: "split", roles: ["split"], column: categoryColumn(ages.map(() => "train")) },
    ]);
    const out = await run(removeCorrelationStage, data);
    for (const value of numbers(out, "x").values) expect(value).toBeCloseTo(71, 10);
    expect([...numbers(out, "y").values]).toEqual([1, 0, 0, 1]);
  });

  it("removes the correlation with every one of three groups", async () => {
    const groups = categoryColumn(Array.from({ length: 12 }, (_, row) => "abc"[row % 3]!));
    const data = withColumn(table, "race", groups);
    const out = await run(removeCorrelationStage, data, { attributes: ["race", "sex"] });
    const train = takeRows(out, rowsOfSplit(out, "train"));
    const words = categoryWords(categories(train, "race"));
    const incomes = [...numbers(train, "income").values];
    const means = ["a", "b", "c"].map((group) =>
      mean(incomes.filter((_, row) => words[row] === group)),
    );
    expect(means[1]! - means[0]!).toBeCloseTo(0, 10);
    expect(means[2]! - means[0]!).toBeCloseTo(0, 10);
  });
});
