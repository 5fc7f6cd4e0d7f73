import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { attributeParam } from "./attribute.ts";
import { missingOwnParam } from "./missing.ts";

const params = z.strictObject({
  deprived: z
    .array(z.string())
    .min(1)
    .describe("Groups that the region decides for; it decides against all others."),
  constraint: z
    .enum(["demographic-parity", "equal-opportunity", "predictive-equality", "equalized-odds"])
    .default("demographic-parity")
    .describe("What the groups are to have in common, as for postprocess/threshold."),
  objective: z
    .enum(["accuracy", "balanced-accuracy"])
    .default("balanced-accuracy")
    .describe(
      "What is to be as high as the constraint lets it, over all validation rows with a group.",
    ),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(0.05)
    .describe("Largest difference allowed between two groups on the validation rows."),
  attribute: attributeParam,
  missing: missingOwnParam,
});

/** Parameters of `postprocess/reject-option`. */
export type RejectOptionParams = z.output<typeof params>;

/** Stage `postprocess/reject-option`. */
export const rejectOptionStage: Stage = defineStage({
  name: "postprocess/reject-option",
  summary:
    "Near the threshold, where scores can hardly tell, decides for the deprived groups and against the others.",
  sources: [
    "Kamiran, Karim and Zhang, Decision Theory for Discrimination-Aware Classification, ICDM 2012, doi:10.1109/ICDM.2012.45",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with labels, groups and a split." },
    model: { kind: "model", summary: "The model whose decisions are to change." },
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
    const { fitRejectOption } = await import("./reject-option-model.ts");
    const [table, model] = await Promise.all([
      inputs.data.read(),
      inputs.model.open(context.backend),
    ]);
    return await fitRejectOption(table, model, params, context);
  },
});
