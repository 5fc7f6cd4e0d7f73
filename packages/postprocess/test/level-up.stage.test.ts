import { numbers } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { levelUpStage } from "../src/index.ts";
import { ColumnModel } from "./models.ts";
import { peerTable } from "./peers/rows.ts";
import { runFit } from "./run-fit.ts";

const table = peerTable();

describe("postprocess/level-up", () => {
  it("lowers the threshold of the group below, and no other", async () => {
    const { model, fit, told } = await runFit(levelUpStage, table, { rate: "true_positive_rate" });
    // Group b is hit more often as it is; only the threshold of a falls.
    expect(model.rule).toMatchObject({ thresholds: { b: 0.5 }, otherwise: null });
    const [a, b] = numbers(fit, "threshold").values;
    expect(a).toBeLessThan(b!);
    const rates = numbers(fit, "true_positive_rate").values;
    expect(rates[0]).toBeGreaterThanOrEqual(rates[1]! - 0.01);
    expect(told.join("\n")).toMatchInlineSnapshot(`
      "info: the threshold of "a" falls, to a true positive rate of at least 0.8515 on validation rows
      info: beside the model's own rule: accuracy 0.7000 to 0.7333, selection rate 0.4900 to 0.6567 on validation rows"
    `);
  });

  it("changes nothing where every group has the rate", async () => {
    const { model, told } = await runFit(levelUpStage, table, {
      rate: "selection_rate",
      minimum: 0.2,
      missing: "model",
    });
    expect(model.rule).toEqual({
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { a: 0.5, b: 0.5 },
      otherwise: 0.5,
    });
    expect(told[0]).toBe(
      `info: every group of "sex" has a selection rate of 0.2000 already: no threshold changes`,
    );
  });

  it("goes on from thresholds by group, and refuses draws", async () => {
    const own = new ColumnModel({
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { a: 0.9, b: 0.4 },
      otherwise: null,
    });
    const { model } = await runFit(
      levelUpStage,
      table,
      { rate: "selection_rate", minimum: 0.3 },
      own,
    );
    expect(model.rule).toMatchObject({ thresholds: { b: 0.4 } });
    const race = new ColumnModel({
      kind: "group-thresholds",
      attribute: "race",
      thresholds: {},
      otherwise: 0.5,
    });
    expect(await failure(() => runFit(levelUpStage, table, { rate: "selection_rate" }, race)))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: postprocess/level-up needs a threshold for each group of "sex", and the model's own rule has none
      Give the stage the model that came out of training, or a rule of the same attribute."
    `);
  });
});
