import { defineStage } from "@fairline/core";
import type { Stage } from "@fairline/core";
import type {} from "@fairline/arrow";
import type {} from "@fairline/model";
import { logisticParams } from "./logistic-params.ts";

/** Stage `train/logistic`. */
export const logisticStage: Stage = defineStage({
  name: "train/logistic",
  summary:
    "Fits a logistic regression to convergence, with a fairness penalty in its loss if one is asked for.",
  sources: [
    "Han et al., FFB: A Fair Fairness Benchmark for In-Processing Group Fairness Methods, ICLR 2024, doi:10.48550/arXiv.2306.09468",
    "Liu and Nocedal, On the limited memory BFGS method for large scale optimization, Mathematical Programming 45 (1989), 503-528, doi:10.1007/BF01589116",
    "Lewis and Overton, Nonsmooth optimization via quasi-Newton methods, Mathematical Programming 141 (2013), 135-163, doi:10.1007/s10107-012-0514-2",
    "Nocedal and Wright, Numerical Optimization, second edition, Springer 2006, doi:10.1007/978-0-387-40065-5",
    "Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, doi:10.48550/arXiv.1412.6980",
  ],
  params: logisticParams,
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
    const architecture = { hidden: [], activation: "relu", dropout: 0 } as const;
    const table = await inputs.data.read();
    return await train("train/logistic", table, { architecture, params }, context);
  },
});
