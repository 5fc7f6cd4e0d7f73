import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { rejectOptionStage } from "../src/index.ts";
import { ColumnModel } from "./models.ts";
import { peerTable } from "./peers/rows.ts";
import { runFit } from "./run-fit.ts";

const table = peerTable();

describe("postprocess/reject-option", () => {
  it("shifts the thresholds against each other, and says how many rows it reaches", async () => {
    const params = { deprived: ["a"], constraint: "equal-opportunity", tolerance: 0.02 };
    const { model, told } = await runFit(rejectOptionStage, table, params);
    expect(model.rule).toMatchInlineSnapshot(`
      {
        "attribute": "sex",
        "kind": "group-thresholds",
        "otherwise": null,
        "thresholds": {
          "a": 0.371475,
          "b": 0.628525,
        },
      }
    `);
    expect(told.join("\n")).toMatchInlineSnapshot(`
      "info: 159 of 600 validation rows lie within 0.1285 of the threshold; balanced-accuracy 0.7439, true positive rates by "sex" 0.0028 apart
      info: beside the model's own rule: accuracy 0.7000 to 0.7450, selection rate 0.4900 to 0.5350 on validation rows"
    `);
    expect((await runFit(rejectOptionStage, table, params)).model.rule).toEqual(model.rule);
  });

  it("leaves rows without a group to the model's own threshold where it is told so", async () => {
    const params = { deprived: ["b"], missing: "model" };
    const { model } = await runFit(rejectOptionStage, table, params);
    expect(model.rule).toMatchObject({ otherwise: 0.5 });
  });

  it("refuses groups that are not there, and all groups", async () => {
    expect(await failure(() => runFit(rejectOptionStage, table, { deprived: ["c"] })))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: "c" is no group of "sex"
      The groups are: a, b."
    `);
    expect(await failure(() => runFit(rejectOptionStage, table, { deprived: ["a", "b"] })))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: all groups of "sex" are named as deprived
      Leave out those that the region is to decide against."
    `);
  });

  it("says the nearest where no margin is enough, and that it needs one threshold", async () => {
    const params = { deprived: ["b"], constraint: "equal-opportunity", tolerance: 0.01 };
    expect(await failure(() => runFit(rejectOptionStage, table, params))).toMatchInlineSnapshot(`
      "VALUE_INVALID: no margin brings the true positive rates of the groups at most 0.01 apart on the validation rows; the nearest are 0.2342 apart, with a margin of 0.0000
      Give tolerance that much room, or use postprocess/threshold, which parts the groups freely."
    `);
    const grouped = new ColumnModel({
      kind: "group-thresholds",
      attribute: "sex",
      thresholds: {},
      otherwise: 0.5,
    });
    expect(await failure(() => runFit(rejectOptionStage, table, { deprived: ["b"] }, grouped)))
      .toMatchInlineSnapshot(`
      "PARAM_INVALID: postprocess/reject-option needs one threshold for everybody, and the model decides by group of "sex" already
      Give the stage the model that came out of training."
    `);
  });
});
