import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { attributeParam } from "./attribute.ts";
import { missingOwnParam } from "./missing.ts";

const params = z.strictObject({
  rate: z
    .enum(["selection_rate", "true_positive_rate"])
    .describe("Which rate every group is to have."),
  minimum: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      "The least rate of a group on the validation rows; the highest rate of any group, less the tolerance, if left out.",
    ),
  tolerance: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe("How far below the highest group's rate the others may stay. Not with minimum."),
  attribute: attributeParam,
  missing: missingOwnParam,
});

/** Parameters of `postprocess/level-up`. */
export type LevelUpParams = z.output<typeof params>;

/** Stage `postprocess/level-up`. */
export const levelUpStage: Stage = defineStage({
  name: "postprocess/level-up",
  summary: "Lowers the thresholds of the groups that stay below a rate, and of no others.",
  sources: [
    "Mittelstadt, Wachter and Russell, The Unfairness of Fair Machine Learning: Levelling Down and Strict Egalitarianism by Default, 2023, doi:10.48550/arXiv.2302.02404",
  ],
  params,
  inputs: {
    data: { kind: "table", summary: "Rows with labels, groups and a split." },
    model: { kind: "model", summary: "The model whose thresholds are to fall." },
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
    const { fitLevelUp } = await import("./level-up-model.ts");
    const [table, model] = await Promise.all([
      inputs.data.read(),
      inputs.model.open(context.backend),
    ]);
    return await fitLevelUp(table, model, params, context);
  },
});
