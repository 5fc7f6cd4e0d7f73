import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { attributeParam } from "./attribute.ts";
import { missingOwnParam } from "./missing.ts";

const params = z.strictObject({
  cost: z
    .enum(["false-positive", "false-negative", "weighted"])
    .describe(
      "What is to be alike in all groups. false-positive: the mean score of rows with a negative label. false-negative: 1 less the mean score of rows with a positive label. weighted: the mean of the two, each times the share of its label.",
    ),
  "draw-by": z
    .string()
    .optional()
    .describe(
      "Column by whose value a row is drawn, an id, so that its score is withheld wherever it stands; by its place in the table if left out.",
    ),
  attribute: attributeParam,
  missing: missingOwnParam,
});

/** Parameters of `postprocess/calibrated-equalized-odds`. */
export type CalibratedEqualizedOddsParams = z.output<typeof params>;

/** Stage `postprocess/calibrated-equalized-odds`. */
export const calibratedEqualizedOddsStage: Stage = defineStage({
  name: "postprocess/calibrated-equalized-odds",
  summary:
    "Withholds scores of the groups whose errors cost less until all cost alike; calibrated scores stay calibrated.",
  sources: [
    "Pleiss, Raghavan, Wu, Kleinberg and Weinberger, On Fairness and Calibration, NeurIPS 2017, doi:10.48550/arXiv.1709.02012",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with labels, groups and a split." },
    model: {
      kind: "model",
      summary: "The model whose scores are to be withheld; calibrated in each group.",
    },
  },
  outputs: {
    model: {
      kind: "model",
      summary: "The same model, which withholds a share of its scores by group.",
    },
    fit: {
      kind: "table",
      summary: "What is withheld, and rates and costs before, by group on the validation rows.",
    },
  },
  computes: true,
  seeded: true,
  async run({ inputs, params, context }) {
    const { fitCalibratedEqualizedOdds } = await import("./calibrated-equalized-odds-model.ts");
    const [table, model] = await Promise.all([
      inputs.data.read(),
      inputs.model.open(context.backend),
    ]);
    return await fitCalibratedEqualizedOdds(table, model, params, context);
  },
});
