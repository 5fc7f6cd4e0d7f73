import { categoryColumn, categories, columnNames, numbers, withColumn } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { calibrateStage, thresholdStage } from "../src/index.ts";
import { ColumnModel } from "./models.ts";
import { peerTable } from "./peers/rows.ts";
import { runFit } from "./run-fit.ts";

const table = peerTable();

describe("postprocess/calibrate", () => {
  it("lowers the log loss by every method, overall", async () => {
    const notes: string[] = [];
    for (const method of ["platt", "isotonic", "temperature"]) {
      const { model, fit, told } = await runFit(calibrateStage, table, { method });
      const loss = (name: string): number => numbers(fit, name).values[0]!;
      expect(loss("log_loss_calibrated")).toBeLessThan(loss("log_loss"));
      expect(model.rule).toEqual({ kind: "threshold", threshold: 0.5 });
      expect(await model.score(table)).not.toEqual(numbers(table, "score").values);
      notes.push(...told);
    }
    expect(notes.join("\n")).toMatchInlineSnapshot(`
      "info: log loss 0.5804 to 0.5638, Brier score 0.1966 to 0.1921 on the validation rows that the curves were fitted on
      info: log loss 0.5804 to 0.5489, Brier score 0.1966 to 0.1877 on the validation rows that the curves were fitted on
      info: log loss 0.5804 to 0.5715, Brier score 0.1966 to 0.1946 on the validation rows that the curves were fitted on"
    `);
  });

  it("brings every group's mean score to its base rate, by group", async () => {
    const params = { method: "isotonic", "per-group": true };
    const { fit, told } = await runFit(calibrateStage, table, params);
    expect(columnNames(fit)).toMatchInlineSnapshot(`
      [
        "attribute",
        "group",
        "n",
        "positives",
        "base_rate",
        "mean_score",
        "mean_calibrated",
        "log_loss",
        "log_loss_calibrated",
        "brier",
        "brier_calibrated",
      ]
    `);
    expect(categories(fit, "group").values).toEqual(["a", "b"]);
    const rates = numbers(fit, "base_rate").values;
    for (const [g, mean] of numbers(fit, "mean_calibrated").values.entries()) {
      expect(mean).toBeCloseTo(rates[g]!, 9);
    }
    expect(told.join("\n")).toMatchInlineSnapshot(
      `"info: log loss 0.5804 to 0.4669, Brier score 0.1966 to 0.1574 on the validation rows that the curves were fitted on"`,
    );
  });

  it("says what becomes of rows without a group", async () => {
    const params = { method: "platt", "per-group": true };
    const words = Array.from({ length: 600 }, (_, row) =>
      row === 7 ? null : row % 3 === 2 ? "b" : "a",
    );
    const holed = withColumn(table, "sex", categoryColumn(words));
    expect(await failure(() => runFit(calibrateStage, holed, params))).toMatch(
      /^VALUE_MISSING: "sex" is missing in 1 of 600/,
    );
    const { model, told } = await runFit(calibrateStage, holed, { ...params, missing: "model" });
    expect((await model.score(holed))[7]).toBe(numbers(holed, "score").values[7]);
    expect(told[0]).toBe(
      `warn: "sex" is missing in 1 of 600 validation rows: they get the model's own rule`,
    );
  });

  it("goes before rules that rest on scores, which then rest on calibrated ones", async () => {
    const { model } = await runFit(calibrateStage, table, { method: "platt", "per-group": true });
    const params = { constraint: "demographic-parity" };
    const fitted = await runFit(thresholdStage, table, params, model);
    expect(fitted.model.scoreMaps).toHaveLength(1);
    expect(await failure(() => runFit(calibrateStage, table, { method: "platt" }, fitted.model)))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: the model's rule was fitted to its scores as they are, and calibrated ones would not fit it
      Calibrate first, and fit the rule to the model that comes out."
    `);
  });

  it("needs both labels, and warns of few rows", async () => {
    const one = withColumn(table, "repaid", categoryColumn(Array<string>(600).fill("yes")));
    expect(await failure(() => runFit(calibrateStage, one, { method: "platt" }))).toMatch(/label/);
    const few = withColumn(
      table,
      "repaid",
      categoryColumn(Array.from({ length: 600 }, (_, row) => (row < 12 ? "yes" : "no"))),
    );
    const { told } = await runFit(calibrateStage, few, { method: "platt" }, new ColumnModel());
    expect(told[0]).toBe(
      "warn: the curve rests on 12 validation rows of the rarer label: calibrated scores of other rows may be far off",
    );
  });

  it("warns below thirty rows of the rarer label, and not at thirty, whichever label it is", async () => {
    const told = async (positives: number): Promise<readonly string[]> => {
      const words = Array.from({ length: 600 }, (_, row) => (row < positives ? "yes" : "no"));
      const labelled = withColumn(table, "repaid", categoryColumn(words));
      return (await runFit(calibrateStage, labelled, { method: "platt" })).told;
    };
    expect((await told(29))[0]).toMatch(/^warn: the curve rests on 29 validation rows/);
    expect((await told(571))[0]).toMatch(/^warn: the curve rests on 29 validation rows/);
    for (const positives of [30, 570]) {
      expect((await told(positives)).filter((line) => line.startsWith("warn"))).toEqual([]);
    }
  });
});
