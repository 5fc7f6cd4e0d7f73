import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";

const params = z.strictObject({
  constraint: z
    .enum(["demographic-parity", "equal-opportunity"])
    .describe(
      "What the groups are to have in common: the share decided positive, or that share among those whose label is positive.",
    ),
  objective: z
    .enum(["accuracy", "balanced-accuracy"])
    .default("accuracy")
    .describe("What is to be as high as the constraint lets it, over all validation rows."),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("Largest difference allowed between two groups on the validation rows."),
  attribute: z
    .string()
    .optional()
    .describe(
      "Column that says a row's group; the one with the role sensitive if left out. Rows where it is missing get the threshold for everybody else.",
    ),
});

/** Parameters of `postprocess/threshold`. */
export type ThresholdParams = z.output<typeof params>;

/** Stage `postprocess/threshold`. */
export const thresholdStage: Stage = defineStage({
  name: "postprocess/threshold",
  summary: "Gives every group its own decision threshold, fitted on validation rows.",
  sources: [
    "Hardt, Price and Srebro, Equality of Opportunity in Supervised Learning, NeurIPS 2016, doi:10.48550/arXiv.1610.02413",
    "Corbett-Davies et al., Algorithmic Decision Making and the Cost of Fairness, KDD 2017, doi:10.1145/3097983.3098095",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with labels, groups and a split." },
    model: { kind: "model", summary: "The model whose scores are to be cut." },
  },
  outputs: {
    model: { kind: "model", summary: "The same model with a threshold for each group." },
    fit: {
      kind: "table",
      summary: "Thresholds, counts and rates by group on the validation rows.",
    },
  },
  computes: true,
  async run({ inputs, params, context }) {
    const { fitModel } = await import("./threshold-model.ts");
    const [table, model] = await Promise.all([
      inputs.data.read(),
      inputs.model.open(context.backend),
    ]);
    return await fitModel(table, model, params, context);
  },
});
