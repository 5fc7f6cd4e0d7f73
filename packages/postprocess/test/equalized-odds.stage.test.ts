import { categories, numbers, takeRows } from "@fairline/arrow";
import type { DecisionRule } from "@fairline/model";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { equalizedOddsStage } from "../src/index.ts";
import { ColumnModel } from "./models.ts";
import { peerTable } from "./peers/rows.ts";
import { runFit } from "./run-fit.ts";

const table = peerTable();

describe("postprocess/equalized-odds", () => {
  it("has equal expected rates from scores and from decisions, and says what they cost", async () => {
    const notes: string[] = [];
    for (const from of ["scores", "decisions"]) {
      const { model, fit, told } = await runFit(equalizedOddsStage, table, { from });
      expect(model.rule).toMatchObject({
        kind: "group-chances",
        otherwise: null,
        draw: { by: null },
      });
      for (const rate of ["true_positive_rate", "false_positive_rate"]) {
        const [a, b] = numbers(fit, rate).values;
        expect(a).toBeCloseTo(b!, 9);
      }
      notes.push(...told);
    }
    expect(notes.join("\n")).toMatchInlineSnapshot(`
      "info: accuracy 0.7122 on validation rows, true and false positive rates by "sex" 0.0000 apart, as expected over the draws
      info: beside the model's own rule: accuracy 0.7000 to 0.7122, selection rate 0.4900 to 0.5435 on validation rows
      info: accuracy 0.6942 on validation rows, true and false positive rates by "sex" 0.0000 apart, as expected over the draws
      info: beside the model's own rule: accuracy 0.7000 to 0.6942, selection rate 0.4900 to 0.4612 on validation rows"
    `);
  });

  it("leaves rows without a group to the model's decisions where it is told so", async () => {
    const params = { from: "decisions", missing: "model" };
    const { model } = await runFit(equalizedOddsStage, table, params);
    expect(model.rule).toMatchObject({ otherwise: [{ from: 0.5, chance: 1 }] });
    const own: DecisionRule = {
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: { a: 0.4, b: 0.6 },
      otherwise: null,
    };
    const strict = await runFit(equalizedOddsStage, table, params, new ColumnModel(own));
    expect(strict.model.rule).toMatchObject({ otherwise: null });
    const overall = { from: "decisions", missing: "overall" };
    expect(await failure(() => runFit(equalizedOddsStage, table, overall, new ColumnModel(own))))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: missing: overall needs a rule for all rows alike, and the model has none but by "sex"
      Say missing: refuse, or give the stage the model that came out of training."
    `);
  });

  it("draws the same decisions every time, near the rates that are expected", async () => {
    const { model, fit } = await runFit(equalizedOddsStage, table);
    const again = await runFit(equalizedOddsStage, table);
    const decisions = await model.predict(table);
    expect(await again.model.predict(table)).toEqual(decisions);
    const { codes, values } = categories(table, "sex");
    for (const [g, rate] of [...numbers(fit, "selection_rate").values].slice(0, 2).entries()) {
      const rows = Uint32Array.from(codes.keys()).filter((row) => values[codes[row]!] === "ab"[g]);
      const selected = rows.reduce((sum, row) => sum + decisions[row]!, 0) / rows.length;
      expect(Math.abs(selected - rate)).toBeLessThan(0.1);
    }
  });

  it("decides a person alike in another table where it draws by a column", async () => {
    const { model } = await runFit(equalizedOddsStage, table, { "draw-by": "score" });
    const some = Uint32Array.from({ length: 100 }, (_, i) => 599 - 3 * i);
    const decisions = await model.predict(table);
    expect([...(await model.predict(takeRows(table, some)))]).toEqual(
      Array.from(some, (row) => decisions[row]),
    );
  });

  it("needs thresholds for new decisions from old ones", async () => {
    const { model } = await runFit(equalizedOddsStage, table);
    const drawn = new ColumnModel(model.rule);
    expect(await failure(() => runFit(equalizedOddsStage, table, { from: "decisions" }, drawn)))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: from: decisions needs a threshold for each group of "sex", and the model's own rule has none
      Give the stage the model that came out of training, or a rule of the same attribute."
    `);
    expect(drawn.disposals.count).toBe(1);
  });
});
