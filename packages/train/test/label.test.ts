import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  categories,
  categoryColumn,
  columnNames,
  columnRoles,
  numberColumn,
  numbers,
  withColumn,
  withMeta,
} from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import { modelCodec, readModelFile, withPredictions } from "@fairline/model";
import type { Model } from "@fairline/model";
import { failure, scratchDirectory, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { logisticStage, mlpStage } from "../src/index.ts";
import { goldenTable } from "./linear/golden-table.ts";
import { trained } from "./trained.ts";

const classes = goldenTable({ task: "multiclass", validated: true });
const values = goldenTable({ task: "regression", validated: true });
const quick = { hidden: [8], epochs: 40, batch: 32, "learning-rate": 0.02 } as const;

async function reopened(model: Model, backend: string): Promise<{ model: Model; path: string }> {
  const path = join(scratchDirectory(), "model");
  await modelCodec.write(model, path);
  const source = await modelCodec.read(path);
  return { model: await source.open(backend), path };
}

function column(table: Table, name: string): number[] {
  return [...numbers(table, name).values];
}

describe("a label of several classes", () => {
  it("is learned by softmax: scores per class that sum to 1, and the class of the greatest", async () => {
    const table = goldenTable({ task: "multiclass" });
    const { model } = await trained(logisticStage, table, { l2: 0.002 });
    const scored = await withPredictions(model, table);
    expect(columnNames(scored).slice(-4)).toEqual([
      "score_high",
      "score_low",
      "score_mid",
      "prediction",
    ]);
    expect(columnRoles(scored, "score_low")).toEqual(["score"]);
    // scikit-learn, as in fit-linear.test.ts: predict_proba(X)[:3].
    const expected = [
      [0.004461161931323529, 0.6549417823855307, 0.34059705568314574],
      [0.025518608714477312, 0.486734153932589, 0.4877472373529336],
      [0.21752703116743113, 0.10675056389573753, 0.6757224049368313],
    ];
    for (const [row, scores] of expected.entries()) {
      for (const [k, name] of ["score_high", "score_low", "score_mid"].entries()) {
        expect(column(scored, name)[row]).toBeCloseTo(scores[k]!, 5);
      }
    }
    const { codes, values: words } = categories(scored, "prediction");
    expect(Array.from(codes.slice(0, 3), (code) => words[code])).toEqual(["low", "mid", "mid"]);
  });

  it.each(["onnx", "wasm", "cpu"])(
    "comes back from its files and scores as before, on %s",
    async (backend) => {
      const context = stageContext({ backend });
      const { model } = await trained(mlpStage, classes, quick, context);
      const { model: again, path } = await reopened(model, backend);
      expect(again.target).toEqual({ task: "multiclass", classes: ["high", "low", "mid"] });
      expect(await again.outputs(classes)).toEqual(await model.outputs(classes));
      expect(await readModelFile(path)).toMatchObject({ rule: { kind: "argmax" } });
      const text = await readFile(join(path, "fairline.json"), "utf8");
      const { path: second } = await reopened(again, backend);
      expect(await readFile(join(second, "fairline.json"), "utf8")).toBe(text);
    },
  );

  it("is learned by mlp better than by its most frequent class, and says so", async () => {
    const context = stageContext();
    const { history } = await trained(mlpStage, classes, quick, context);
    expect(Math.max(...column(history, "accuracy"))).toBeGreaterThan(0.65);
    expect(context.logged.at(-1)!.message).toMatch(
      /always deciding "mid" has accuracy 0\.\d{3} on/,
    );
  });

  it("has nothing of a binary model, and says so", async () => {
    const { model } = await trained(logisticStage, classes, {});
    expect(await failure(() => model.positive)).toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: the model's task is multiclass, not binary
      Train on a label of two classes, with positive set at ingest."
    `);
  });

  it("is refused with one class, with a new one in validation, with a penalty, or where it is missing", async () => {
    const refusal = (table: Table, params: Readonly<Record<string, unknown>> = {}) =>
      failure(() => trained(logisticStage, table, params));
    const { codes, values: words } = categories(classes, "label");
    const relabelled = (word: (row: number, old: string) => string | null): Table =>
      withColumn(
        classes,
        "label",
        categoryColumn(Array.from(codes, (code, row) => word(row, words[code]!))),
      );
    expect(await refusal(relabelled(() => "mid"))).toMatchInlineSnapshot(`
      "VALUE_INVALID: label "label" is always "mid" in the training rows
      Training needs two classes or more: check the label at ingest, and the split."
    `);
    expect(await refusal(relabelled((row, old) => (row === 5 ? "new" : old))))
      .toMatchInlineSnapshot(`
      "VALUE_INVALID: label "label" is "new" in validation row 6, which no training row has
      Split by label in the clean stage, or filter rare classes."
    `);
    expect(await refusal(relabelled((row, old) => (row === 3 ? null : old))))
      .toMatchInlineSnapshot(`
      "VALUE_MISSING: column "label" is null in row 4
      Drop or impute missing values in a clean stage."
    `);
    const fairness = { penalty: "demographic-parity", strength: 1 };
    expect(await refusal(classes, { fairness })).toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: a fairness penalty needs a binary label; the table's task is multiclass
      Leave fairness out, or train on a label of two classes."
    `);
    expect(await refusal(classes, { "early-stopping": { metric: "auc" } })).toMatchInlineSnapshot(`
      "TASK_UNSUPPORTED: a metric of early stopping needs a binary label; the table's task is multiclass
      Leave early-stopping out, or train on a label of two classes."
    `);
  });
});

describe("a number as a label", () => {
  it("is predicted in its own units, as ridge regression does", async () => {
    const table = goldenTable({ task: "regression" });
    const { model, history } = await trained(logisticStage, table, { l2: 0.002 });
    const predicted = await withPredictions(model, table);
    // scikit-learn, as in fit-linear.test.ts: predict(X)[:3] * s.std() + s.mean().
    const expected = [-41.51111050509681, -27.612761680981034, -1.2123276650849846];
    for (const [row, value] of expected.entries()) {
      expect(column(predicted, "prediction")[row]).toBeCloseTo(value, 3);
    }
    expect(columnNames(history).slice(2, 6)).toEqual(["loss", "squared_error", "penalty", "r2"]);
  });

  it.each(["onnx", "wasm"])("comes back from its files, learned by mlp, on %s", async (backend) => {
    const context = stageContext({ backend });
    const { model, history } = await trained(mlpStage, values, quick, context);
    expect(Math.max(...column(history, "r2"))).toBeGreaterThan(0.6);
    const { model: again } = await reopened(model, backend);
    expect(again.target).toEqual({ task: "regression" });
    expect(await again.outputs(values)).toEqual(await model.outputs(values));
  });

  it("is refused where it is always the same, too large, or missing", async () => {
    const refusal = (change: (row: number, old: number) => number) =>
      failure(() =>
        trained(
          mlpStage,
          withColumn(
            values,
            "label",
            numberColumn(column(values, "label").map((old, row) => change(row, old))),
          ),
        ),
      );
    expect(await refusal(() => 7)).toMatchInlineSnapshot(`
      "VALUE_INVALID: label "label" is always 7 in the training rows
      Training needs values that differ: check the label at ingest, and the split."
    `);
    expect(await refusal((row, old) => (row === 8 ? 1e39 : old))).toMatchInlineSnapshot(`
      "VALUE_INVALID: label "label" is 1e+39 in row 9, which does not fit into the 32 bits that models compute in
      Correct or filter the row."
    `);
    expect(await refusal((row, old) => (row === 8 ? Number.NaN : old))).toMatchInlineSnapshot(`
      "VALUE_MISSING: column "label" is null in row 9
      Drop or impute missing values in a clean stage."
    `);
  });
});

describe("a table without a task", () => {
  it("is refused as it was", async () => {
    const table = withMeta(goldenTable(), {});
    expect(await failure(() => trained(mlpStage, table))).toMatch(/^TASK_UNSUPPORTED: /);
  });
});
