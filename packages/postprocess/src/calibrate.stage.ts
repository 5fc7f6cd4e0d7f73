import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { attributeParam } from "./attribute.ts";
import { missingParam } from "./missing.ts";

const params = z.strictObject({
  method: z
    .enum(["platt", "isotonic", "temperature"])
    .describe(
      "platt: a logistic curve of the log odds of the score. temperature: the same without an intercept, so that a score of one half stays. isotonic: any ascending curve; it takes more rows and leaves scores tied.",
    ),
  "per-group": z
    .boolean()
    .default(false)
    .describe("A curve for each group of the attribute, in place of one for everybody."),
  attribute: attributeParam,
  missing: missingParam,
});

/** Parameters of `postprocess/calibrate`. */
export type CalibrateParams = z.output<typeof params>;

/** Stage `postprocess/calibrate`. */
export const calibrateStage: Stage = defineStage({
  name: "postprocess/calibrate",
  summary: "Maps scores to probabilities that hold on validation rows, overall or by group.",
  sources: [
    "Platt, Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized Likelihood Methods, in: Advances in Large Margin Classifiers, MIT Press 1999",
    "Zadrozny and Elkan, Transforming Classifier Scores into Accurate Multiclass Probability Estimates, KDD 2002, doi:10.1145/775047.775151",
    "Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017, doi:10.48550/arXiv.1706.04599",
  ],
  params,
  inputs: {
    data: {
      kind: "table",
      summary: "Rows with labels and a split; with groups for curves by group.",
    },
    model: { kind: "model", summary: "The model whose scores are to be calibrated." },
  },
  outputs: {
    model: { kind: "model", summary: "The same model with calibrated scores." },
    fit: {
      kind: "table",
      summary:
        "Counts, mean scores, log loss and Brier score before and after, on the validation rows.",
    },
  },
  computes: true,
  async run({ inputs, params, context }) {
    const { fitCalibration } = await import("./calibrate-model.ts");
    const [table, model] = await Promise.all([
      inputs.data.read(),
      inputs.model.open(context.backend),
    ]);
    return await fitCalibration(table, model, params, context);
  },
});
