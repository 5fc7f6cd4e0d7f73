import { defineStage } from "@fairline/core";
import { expect, test } from "vitest";
import { z } from "zod";
import { makeStyle } from "../../src/format/style.ts";
import { stagesText, stageText } from "../../src/render/stage-text.ts";
import { describeParams } from "../../src/stages/describe-params.ts";
import { paramsSchema } from "../../src/stages/params-schema.ts";

const stage = defineStage({
  name: "train/toy",
  summary: "Trains a *toy*.",
  sources: ["Ada & Bob, On <toys>, J. Toys 1 (2020), doi:10.1000/1"],
  params: z.strictObject({
    rate: z.number().positive().default(0.1).describe("Step size | length."),
    target: z.enum(["a", "b"]).describe("What to aim at."),
    tuning: z.strictObject({ steps: z.int().default(3) }).optional(),
  }),
  inputs: {
    data: { kind: "table", summary: "Rows." },
    runs: { kind: "metrics", summary: "Earlier runs.", many: true, optional: true },
  },
  outputs: { model: { kind: "model", summary: "The model." } },
  seeded: true,
  computes: true,
  describesPipeline: true,
  run: () => {
    throw new Error("not called");
  },
});
const params = describeParams(paramsSchema(stage));

test("tells the same on the terminal", () => {
  expect(stageText(stage, params, makeStyle(false))).toMatchInlineSnapshot(`
    "train/toy
      Trains a *toy*.

    Inputs
      data  table                    Rows.
      runs  metrics, optional, many  Earlier runs.

    Outputs
      model  model  The model.

    Parameters
      rate: number > 0 (default: 0.1)
          Step size | length.
      target: "a" | "b" (required)
          What to aim at.
      tuning: map
      tuning.steps: whole number (default: 3)

    Notes
      It draws random numbers: the pipeline's seed joins its key.
      It computes on a backend: the backend's class joins its key.
      It describes the pipeline: parameters and gates of what is upstream join its key.

    Sources
      Ada & Bob, On <toys>, J. Toys 1 (2020), doi:10.1000/1
    "
  `);
  expect(stagesText([stage], makeStyle(false))).toBe("  train/toy  Trains a *toy*.\n");
});
