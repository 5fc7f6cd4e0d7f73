import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { z } from "zod";
import {
  ACTIVATIONS,
  LEARNING_RATE,
  STEP_OPTIMIZERS,
  checkTraining,
  trainingFields,
  withoutIdlePenalty,
} from "./params.ts";

const params = z
  .strictObject({
    hidden: z
      .array(z.int().min(1))
      .min(1)
      .default([64, 32])
      .describe("Units of each hidden layer, first to last."),
    activation: z.enum(ACTIVATIONS).default("relu").describe("What a hidden unit does to its sum."),
    dropout: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe("Chance that a hidden unit is left out of a step."),
    ...trainingFields,
    optimizer: z.enum(STEP_OPTIMIZERS).default("adam").describe("How steps follow the gradient."),
    "learning-rate": z.number().positive().default(LEARNING_RATE).describe("Length of a step."),
  })
  .superRefine(checkTraining)
  .transform(withoutIdlePenalty);

/** Stage `train/mlp`. */
export const mlpStage: Stage = defineStage({
  name: "train/mlp",
  summary:
    "Trains a multi-layer perceptron, with a fairness penalty in its loss if one is asked for.",
  sources: [
    "Han et al., FFB: A Fair Fairness Benchmark for In-Processing Group Fairness Methods, ICLR 2024, doi:10.48550/arXiv.2306.09468",
    "Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, doi:10.48550/arXiv.1412.6980",
    "Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 15 (2014), 1929-1958",
  ],
  params,
  inputs: {
    data: {
      kind: "table",
      summary: "Rows with a label, features and a split; it learns from the training rows.",
    },
  },
  outputs: {
    model: { kind: "model", summary: "The trained model, with a threshold of 0.5." },
    history: {
      kind: "table",
      summary: "Loss, penalty, accuracy and what early stopping watches, by epoch and split.",
    },
    tensorboard: { kind: "file", summary: "The history as a folder of TensorBoard's event files." },
  },
  seeded: true,
  computes: true,
  async run({ inputs, params, context }) {
    const { train } = await import("./train.ts");
    const table = await inputs.data.read();
    return await train("train/mlp", table, { architecture: params, params }, context);
  },
});
