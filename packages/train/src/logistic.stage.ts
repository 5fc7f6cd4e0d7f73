import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import { checkTraining, trainingFields } from "./params.ts";

/** Stage `train/logistic`. */
export const logisticStage: Stage = defineStage({
  name: "train/logistic",
  summary: "Trains a logistic regression, with a fairness penalty in its loss if one is asked for.",
  sources: [
    "Han et al., FFB: A Fair Fairness Benchmark for In-Processing Group Fairness Methods, ICLR 2024, doi:10.48550/arXiv.2306.09468",
    "Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, doi:10.48550/arXiv.1412.6980",
  ],
  params: z.strictObject(trainingFields).superRefine(checkTraining),
  inputs: {
    data: {
      kind: "table",
      summary: "Rows with a label, features and a split; it learns from the training rows.",
    },
  },
  outputs: {
    model: { kind: "model", summary: "The trained model, with a threshold of 0.5." },
    history: { kind: "table", summary: "Loss, penalty and accuracy by epoch and split." },
  },
  seeded: true,
  computes: true,
  async run({ inputs, params, context }) {
    const { train } = await import("./train.ts");
    const architecture = { hidden: [], activation: "relu", dropout: 0 } as const;
    return await train(
      "train/logistic",
      await inputs.data.read(),
      { architecture, params },
      context,
    );
  },
});
