import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { attributeParam } from "./attribute.ts";
import { missingParam } from "./missing.ts";

const params = z.strictObject({
  from: z
    .enum(["scores", "decisions"])
    .default("scores")
    .describe(
      "What new decisions are made of. scores: draws between thresholds of each group. decisions: the model's decisions, kept or turned with a chance that depends on group and decision, for models that give no scores to be trusted.",
    ),
  objective: z
    .enum(["accuracy", "balanced-accuracy"])
    .default("accuracy")
    .describe("What is to be as high as equal odds let it, over all validation rows with a group."),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("Largest difference allowed between two groups' rates, as expected over the draws."),
  "draw-by": z
    .string()
    .optional()
    .describe(
      "Column by whose value a row is drawn, an id, so that it is decided alike wherever it stands; by its place in the table if left out.",
    ),
  attribute: attributeParam,
  missing: missingParam,
});

/** Parameters of `postprocess/equalized-odds`. */
export type EqualizedOddsParams = z.output<typeof params>;

/** Stage `postprocess/equalized-odds`. */
export const equalizedOddsStage: Stage = defineStage({
  name: "postprocess/equalized-odds",
  summary: "Draws decisions such that true and false positive rates are equal in all groups.",
  sources: [
    "Hardt, Price and Srebro, Equality of Opportunity in Supervised Learning, NeurIPS 2016, doi:10.48550/arXiv.1610.02413",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with labels, groups and a split." },
    model: { kind: "model", summary: "The model whose decisions are to change." },
  },
  outputs: {
    model: {
      kind: "model",
      summary: "The same model with chances of a positive decision by group.",
    },
    fit: {
      kind: "table",
      summary: "Chances, expected counts and rates by group on the validation rows.",
    },
  },
  computes: true,
  seeded: true,
  async run({ inputs, params, context }) {
    const { fitEqualizedOdds } = await import("./equalized-odds-model.ts");
    const [table, model] = await Promise.all([
      inputs.data.read(),
      inputs.model.open(context.backend),
    ]);
    return await fitEqualizedOdds(table, model, params, context);
  },
});
