import { categories, categoryWords, columnNames, numbers, tableSource } from "@fairline/arrow";
import type { Table } from "@fairline/arrow";
import type { DecisionRule, Model } from "@fairline/model";
import { failure, runStage, stageContext } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { selectStage } from "../src/index.ts";
import { ColumnModel } from "./models.ts";
import { peerTable } from "./peers/rows.ts";

const table = peerTable();

const byGroup = (a: number, b: number): DecisionRule => ({
  kind: "group-thresholds",
  attribute: "sex",
  thresholds: { a, b },
  otherwise: null,
});

/** As it is, and two that bring the groups together. */
const RULES: Readonly<Record<string, DecisionRule>> = {
  none: { kind: "threshold", threshold: 0.5 },
  apart: byGroup(0.3, 0.7),
  alike: byGroup(0.4, 0.4),
};

async function choose(
  params: Readonly<Record<string, unknown>>,
): Promise<{ model: Model; choice: Table; told: string[]; models: ColumnModel[] }> {
  const context = stageContext();
  const models = Object.values(RULES).map((rule) => new ColumnModel(rule));
  const sources = Object.keys(RULES).map((rule, i) => ({
    point: { rule, seed: 1 },
    value: { open: () => Promise.resolve(models[i]!) },
  }));
  const outputs = await runStage(selectStage, {
    inputs: { data: tableSource(table), models: sources },
    params,
    context,
  });
  const told = context.logged.map(({ level, message }) => `${level}: ${message}`);
  // What the stage's output ports say.
  return { ...(outputs as unknown as { model: Model; choice: Table }), told, models };
}

describe("postprocess/select", () => {
  it("chooses the most accurate model within the limit, and says why", async () => {
    const { model, choice, told, models } = await choose({ "max-gap": 0.15 });
    expect(model).toBe(models[2]);
    expect(models.map(({ disposals }) => disposals.count)).toEqual([1, 1, 1]);
    expect(columnNames(choice)).toMatchInlineSnapshot(`
      [
        "model",
        "maximize",
        "value",
        "constraint",
        "gap",
        "gap_low",
        "gap_high",
        "n",
        "max_gap",
        "allowed",
        "chosen",
        "why",
      ]
    `);
    expect(categoryWords(categories(choice, "why"))).toMatchInlineSnapshot(`
      [
        "another within 0.15 has a higher accuracy",
        "its gap is above 0.15",
        "the highest accuracy of those within 0.15",
      ]
    `);
    expect([...numbers(choice, "gap").values].map((gap) => gap.toFixed(4))).toMatchInlineSnapshot(`
      [
        "0.0150",
        "0.4075",
        "0.0050",
      ]
    `);
    expect(told.join("\n")).toMatchInlineSnapshot(
      `"info: chose rule=alike, seed=1: accuracy 0.7050, selection rates 0.0050 [0.0000, 0.0872] apart on 200 validation rows of the smallest group"`,
    );
  });

  it("holds the gap itself against the limit where it is told so", async () => {
    const { choice } = await choose({ "max-gap": 0.03, respect: "value" });
    expect(categoryWords(categories(choice, "allowed"))).toEqual(["yes", "no", "yes"]);
  });

  it("takes any rate for the gap, and any metric of counts for the choice", async () => {
    const { model, choice } = await choose({
      "max-gap": 0.2,
      constraint: "equalized-odds",
      maximize: "balanced_accuracy",
      respect: "value",
    });
    expect(model.rule).toEqual(RULES["alike"]);
    expect(categoryWords(categories(choice, "maximize"))[0]).toBe("balanced_accuracy");
  });

  it("fails with the nearest model where none is within the limit", async () => {
    expect(await failure(() => choose({ "max-gap": 0.01 }))).toMatchInlineSnapshot(`
      "VALUE_INVALID: no model is within a gap of 0.01 by the upper end of its interval; the nearest is rule=alike, seed=1: accuracy 0.7050, selection rates 0.0050 [0.0000, 0.0872] apart on 200 validation rows of the smallest group
      Offer models with smaller gaps, give validation more rows, or set max-gap to 0.0872 or more."
    `);
  });

  it("refuses figures that it has no interval for, and metrics that it does not know", async () => {
    expect(await failure(() => choose({ "max-gap": 0.1, constraint: ["f1"] })))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: f1 is no share of rows, so that its gap has no interval here
      Hold rates alike: selection_rate, true_positive_rate, false_positive_rate."
    `);
    expect(await failure(() => choose({ "max-gap": 0.1, maximize: "acuracy" }))).toMatch(
      /^PARAM_INVALID: "acuracy" is no figure of a group's counts\nDid you mean "accuracy"\?/,
    );
  });
});
