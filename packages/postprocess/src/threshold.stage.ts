import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { attributeParam } from "./attribute.ts";
import { missingParam } from "./missing.ts";

const value = z.number();

const params = z
  .strictObject({
    constraint: z
      .union([
        z.enum([
          "demographic-parity",
          "equal-opportunity",
          "predictive-equality",
          "equalized-odds",
          "predictive-parity",
        ]),
        z.array(z.string()).min(1),
      ])
      .describe(
        "What the groups are to have in common. demographic-parity: the share decided positive; equal-opportunity: that share among those whose label is positive; predictive-equality: among those whose label is negative; equalized-odds: both of these; predictive-parity: the share of positive labels among those decided positive. Or a list of metrics of a group's counts, such as selection_rate.",
      ),
    objective: z
      .union([
        z.enum(["accuracy", "balanced-accuracy", "f1"]),
        z.strictObject({
          tp: value.describe("Of a positive decision for a positive label."),
          fp: value.describe("Of a positive decision for a negative label."),
          tn: value.describe("Of a negative decision for a negative label."),
          fn: value.describe("Of a negative decision for a positive label."),
        }),
      ])
      .default("accuracy")
      .describe(
        "What is to be as high as the constraint lets it, over all validation rows with a group; or what each case is worth.",
      ),
    tolerance: z
      .number()
      .min(0)
      .max(1)
      .default(0.01)
      .describe("Largest difference allowed between two groups on the validation rows."),
    "min-ratio": z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe(
        "In place of a tolerance: the smallest figure over the largest is to be at least this. 0.8 is the four-fifths rule.",
      ),
    randomized: z
      .boolean()
      .default(false)
      .describe(
        "Draws between thresholds, which reaches equal rates exactly. The same row may then be decided otherwise in another table.",
      ),
    "draw-by": z
      .string()
      .optional()
      .describe(
        "Column by whose value a row is drawn, an id, so that it is decided alike wherever it stands; by its place in the table if left out. With randomized only.",
      ),
    frontier: z
      .int()
      .min(2)
      .max(1000)
      .default(50)
      .describe("Tolerances tried for the output frontier."),
    attribute: attributeParam,
    missing: missingParam,
  })
  .refine((given) => given.randomized || given["draw-by"] === undefined, {
    path: ["draw-by"],
    message: "needs randomized: true",
  });

/** Parameters of `postprocess/threshold`. */
export type ThresholdParams = z.output<typeof params>;

/** Stage `postprocess/threshold`. */
export const thresholdStage: Stage = defineStage({
  name: "postprocess/threshold",
  summary: "Gives every group its own decision threshold, fitted on validation rows.",
  sources: [
    "Hardt, Price and Srebro, Equality of Opportunity in Supervised Learning, NeurIPS 2016, doi:10.48550/arXiv.1610.02413",
    "Dinkelbach, On Nonlinear Fractional Programming, Management Science 13, 1967, doi:10.1287/mnsc.13.7.492",
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
    frontier: {
      kind: "table",
      summary:
        "What each tolerance costs: the gap and the best objective within it, with the thresholds.",
    },
  },
  computes: true,
  seeded: true,
  async run({ inputs, params, context }) {
    const { fitModel } = await import("./threshold-model.ts");
    const [table, model] = await Promise.all([
      inputs.data.read(),
      inputs.model.open(context.backend),
    ]);
    return await fitModel(table, model, params, context);
  },
});
