import {
  categories,
  categoryColumn,
  categoryWords,
  numberColumn,
  numbers,
  tableSource,
  textColumn,
  withColumn,
  withMeta,
  withTensors,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { failure, lendingTable, runStage, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { ganStage } from "../src/index.ts";
import { addedRows, itAddsRows, run, simulated, words } from "./added-stage.ts";

const context = (): ReturnType<typeof stageContext> => stageContext({ backend: "auto" });
const few = { steps: 3, hidden: 8, noise: 4, batch: 32 };

/** A figure of the quality table. */
async function quality(
  data: Table,
  params: Record<string, unknown>,
): Promise<Record<string, number>> {
  const inputs = { data: tableSource(data) };
  const outputs = await runStage(ganStage, { inputs, params, context: context() });
  const table = outputs["quality"] as Table;
  const [measure, column] = ["measure", "column"].map((name) =>
    categoryWords(categories(table, name)),
  );
  const { values } = numbers(table, "value");
  return Object.fromEntries(
    measure!.map((word, row) => [`${word!} ${column![row] ?? ""}`.trim(), values[row]!]),
  );
}

const rate = (data: Table, group: string): number => {
  const sex = words(data, "sex");
  const own = words(data, "hired").filter((_, row) => sex[row] === group);
  return own.filter((word) => word === "yes").length / own.length;
};

describe("augment/gan", () => {
  itAddsRows(ganStage, few);

  it("comes nearer to real rows the longer it learns", async () => {
    const params = { share: 1, batch: 128, hidden: 64, noise: 16, "learning-rate": 0.002 };
    const [early, late] = [
      await quality(simulated, { ...params, steps: 1 }),
      await quality(simulated, { ...params, steps: 800 }),
    ];
    for (const figure of ["distance merit", "distance proxy"]) {
      expect(late[figure]!).toBeLessThan(0.15);
    }
    // Untrained, it draws every mode of a number as often as any other, whatever the row is to be.
    expect(late["association error"]!).toBeLessThan(0.5 * early["association error"]!);
    expect(late["auc trained on new"]!).toBeGreaterThan(early["auc trained on new"]! + 0.1);
    expect(late["exact copies"]).toBe(0);
    expect(late["auc trained on new"]).toBeGreaterThan(0.7);
  }, 120_000);

  it("makes rows in the shares of group and label, with categories that occur and whole numbers", async () => {
    const table = withColumn(
      withColumn(
        simulated,
        "grade",
        categoryColumn(
          words(simulated, "sex").map((sex, row) =>
            row % 9 === 0 ? null : `${sex!}${String(row % 2)}`,
          ),
        ),
        ["feature"],
      ),
      "years",
      numberColumn(
        numbers(simulated, "merit").values.map((merit, row) =>
          row % 11 === 0 ? NaN : Math.round(3 * merit),
        ),
        { integer: true },
      ),
      ["feature"],
    );
    const added = addedRows(table, await run(ganStage, table, { ...few, share: 0.5 }, context()));
    expect(added.numRows).toBe(
      Math.round(words(simulated, "split").filter((word) => word === "train").length / 2),
    );
    expect(new Set(words(table, "grade"))).toEqual(
      expect.objectContaining(new Set(words(added, "grade"))),
    );
    expect(numbers(added, "years").integer).toBe(true);
  });

  it("lowers the gap of generated labels by its fairness term", async () => {
    const params = {
      steps: 600,
      batch: 128,
      hidden: 32,
      noise: 8,
      share: 2,
      "learning-rate": 0.002,
    };
    const plain = addedRows(
      simulated,
      await run(ganStage, simulated, { ...params, fairness: 1e-6 }, context()),
    );
    const fair = addedRows(
      simulated,
      await run(ganStage, simulated, { ...params, fairness: 5 }, context()),
    );
    expect(Math.abs(rate(fair, "M") - rate(fair, "F"))).toBeLessThan(
      Math.abs(rate(plain, "M") - rate(plain, "F")),
    );
    expect(Math.abs(rate(fair, "M") - rate(fair, "F"))).toBeLessThan(0.1);
  }, 120_000);

  it("gives new rows no id, and says on how few rows they rest", async () => {
    const told = context();
    const table = withColumn(
      lendingTable(),
      "name",
      textColumn(Array.from({ length: 12 }, (_, i) => `n${String(i)}`)),
      ["id"],
    );
    const out = await run(ganStage, table, { ...few, attributes: ["sex"], share: 2 }, told);
    const added = addedRows(table, out);
    expect([...numbers(added, "id").values].every(Number.isNaN)).toBe(true);
    expect(words(added, "name")).toEqual(Array<null>(12).fill(null));
    expect(told.logged.map(({ message }) => message)).toEqual([
      '4 new rows of "F × no" rest on 2 training rows',
      '2 new rows of "F × yes" rest on 1 training row',
      '2 new rows of "M × no" rest on 1 training row',
      '4 new rows of "M × yes" rest on 2 training rows',
    ]);
  });

  it("refuses what it does not generate", async () => {
    const table = lendingTable();
    const params = { ...few, attributes: ["sex"] };
    const embedded = withTensors(table, "face", { shape: [1], values: new Float32Array(12) }, [
      "feature",
    ]);
    expect(await failure(() => run(ganStage, embedded, params, context()))).toMatchInlineSnapshot(`
      "COLUMN_TYPE: feature "face" holds embeddings, which this generator does not make
      Name other columns in features, or use augment/mixup or rebalance/smote."
    `);
    const regression = withMeta(table, { task: "regression" });
    expect(await failure(() => run(ganStage, regression, params, context())))
      .toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: the label "repaid" has no classes to generate rows of
      Cut the label into classes, or leave this stage out."
    `);
    const three = withMeta(table, { task: "multiclass" });
    expect(await failure(() => run(ganStage, three, { ...params, fairness: 1 }, context())))
      .toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: the table's task is multiclass, not binary
      Set the task and the positive class at ingest, or leave fairness out."
    `);
    const always = withColumn(table, "repaid", categoryColumn(Array<string>(12).fill("yes")));
    expect(await failure(() => run(ganStage, always, { ...params, fairness: 1 }, context())))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: label "repaid" is always "yes" in the training rows
      A fairness term needs both classes: check the positive class at ingest, and the split."
    `);
  });
});
