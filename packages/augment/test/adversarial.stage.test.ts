import {
  categoryColumn,
  column,
  columnNames,
  numberColumn,
  numbers,
  takeRows,
  tableSource,
  withColumn,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { Model } from "@fairline/model";
import { failure, runStage, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { adversarialStage } from "../src/index.ts";
import { addedRows, simulated, words } from "./added-stage.ts";

/** A model by hand: log odds 2 merit, and 1 more for grade A where there is one. */
function byHand(features: readonly string[] = ["merit", "proxy"]): Model {
  const score = (table: Table): Promise<Float64Array> => {
    const grades = features.includes("grade") ? words(table, "grade") : [];
    return Promise.resolve(
      numbers(table, "merit").values.map(
        (merit, row) => 1 / (1 + Math.exp(-2 * merit - (grades[row] === "A" ? 1 : 0))),
      ),
    );
  };
  return {
    features,
    positive: "yes",
    negative: "no",
    rule: { kind: "threshold", threshold: 0.5 },
    target: { task: "binary", positive: "yes", negative: "no" },
    warnings: [],
    outputs: () => Promise.reject(new Error("nobody asks for them")),
    scoreMaps: [],
    score,
    predict: async (table) => Uint8Array.from(await score(table), (value) => Number(value >= 0.5)),
    unfamiliarValues: () => undefined,
    withRule: () => byHand(features),
    withScoreMap: () => byHand(features),
    dispose: () => undefined,
  };
}

async function run(
  data: Table,
  params: Record<string, unknown> = {},
  { model = byHand(), context = stageContext() } = {},
): Promise<Table> {
  const inputs = { data: tableSource(data), model: { open: () => Promise.resolve(model) } };
  return (await runStage(adversarialStage, { inputs, params, context }))["data"] as Table;
}

describe("augment/adversarial", () => {
  it.each(["fgsm", "pgd"])("adds rows that the model errs on more often, by %s", async (method) => {
    const context = stageContext();
    const out = await run(simulated, { method, size: 0.5 }, { context });
    const added = addedRows(simulated, out);
    const [, before, , after] = /decides (\d+) of (\d+) rows right, and (\d+)/.exec(
      context.logged[0]!.message,
    )!;
    expect(Number(after)).toBeLessThan(0.9 * Number(before));
    const train = takeRows(
      simulated,
      [...Array(simulated.numRows).keys()].filter(
        (row) => words(simulated, "split")[row] === "train",
      ),
    );
    for (const name of ["sex", "hired"]) expect(words(added, name)).toEqual(words(train, name));
    const [own, moved] = [train, added].map((data) => numbers(data, "merit").values);
    expect(moved!.every((value, row) => Math.abs(value - own![row]!) < 0.55)).toBe(true);
  });

  it("leaves what was there as it came, and gives the same rows for the same seed", async () => {
    const [one, other] = await Promise.all([run(simulated), run(simulated)]);
    expect(column(one, "merit")).toEqual(column(other, "merit"));
    const before = takeRows(one, [...Array(simulated.numRows).keys()]);
    for (const name of columnNames(simulated))
      expect(column(before, name)).toEqual(column(simulated, name));
  });

  it("flips categories to others that training rows have, and whole numbers stay whole", async () => {
    const graded = withColumn(
      withColumn(
        simulated,
        "grade",
        categoryColumn(words(simulated, "sex").map((sex) => (sex === "F" ? "A" : "B"))),
        ["feature"],
      ),
      "merit",
      numberColumn(
        numbers(simulated, "merit").values.map((merit) => Math.round(3 * merit)),
        { integer: true },
      ),
    );
    const model = byHand(["merit", "grade"]);
    const added = addedRows(graded, await run(graded, { flips: 1 }, { model }));
    const [grades, hired] = [words(added, "grade"), words(added, "hired")];
    // Grade A raises the score: rows of label yes end up as B, all others as A.
    expect(grades.every((grade, row) => grade === (hired[row] === "yes" ? "B" : "A"))).toBe(true);
    expect(numbers(added, "merit").integer).toBe(true);
  });

  it("refuses a feature that the model does not read", async () => {
    expect(await failure(() => run(simulated, { features: ["sex"] }))).toMatchInlineSnapshot(`
      "PARAM_INVALID: the model does not read "sex"
      Its features are: merit, proxy."
    `);
  });
});
