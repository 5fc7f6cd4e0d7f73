import { categories, numbers } from "@fairline/arrow";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { calibratedEqualizedOddsStage } from "../src/index.ts";
import { ColumnModel } from "./models.ts";
import { FIGURES, peerTable } from "./peers/rows.ts";
import { runFit } from "./run-fit.ts";

const table = peerTable();

describe("postprocess/calibrated-equalized-odds", () => {
  it("withholds a share of one group's scores, the same ones every time", async () => {
    const { model, fit, told } = await runFit(calibratedEqualizedOddsStage, table, {
      cost: "false-positive",
    });
    const [share] = numbers(fit, "withheld").values;
    expect(share).toBeCloseTo(FIGURES.aif360["calibrated fpr"]!.withheld[0], 9);
    const { codes, values } = categories(table, "sex");
    const scores = await model.score(table);
    const own = numbers(table, "score").values;
    const changed = scores.map((score, row) => (score === own[row] ? 0 : 1));
    const ofA = codes.filter((code) => values[code] === "a").length;
    expect(Math.abs(changed.reduce((a, b) => a + b, 0) / ofA - share!)).toBeLessThan(0.1);
    expect(await model.score(table)).toEqual(scores);
    expect(told.join("\n")).toMatchInlineSnapshot(`
      "info: "a": 22.0 % of its scores are withheld, so that it costs 0.3843 in place of 0.3072; scores 0.4885 on average for a base rate of 0.6575
      info: "b": 0.0 % of its scores are withheld, so that it costs 0.3843 in place of 0.3843; scores 0.4980 on average for a base rate of 0.3250"
    `);
  });

  it("asks for what is to be alike, and for one threshold", async () => {
    expect(calibratedEqualizedOddsStage.params.safeParse({}).success).toBe(false);
    const grouped = new ColumnModel({
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: {},
      otherwise: 0.5,
    });
    const params = { cost: "weighted" };
    expect(await failure(() => runFit(calibratedEqualizedOddsStage, table, params, grouped)))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: postprocess/calibrated-equalized-odds needs one threshold for everybody, and the model decides by group of "sex" already
      Give the stage the model that came out of training."
    `);
  });
});
