import { FairlineError } from "@fairline/core";
import type { DenseNetwork } from "@fairline/model";
import { adam, sgd } from "@fairline/tensor";
import type { Optimizer } from "@fairline/tensor";
import type { StoppingRule } from "./early-stopping.ts";
import type { FitPlan } from "./fit.ts";
import type { LinearPlan } from "./linear/fit-linear.ts";
import { STEPS, TOLERANCE, isFull, optimizerOf } from "./logistic-params.ts";
import { loopSize } from "./loop-size.ts";
import { EARLY_STOPPING, LEARNING_RATE } from "./params.ts";
import type { TrainingParams } from "./params.ts";
import type { TrainingData } from "./training-data.ts";

/** Inputs up to which Newton's method is the default: its matrix has a row and a column for each. */
const NEWTON_INPUTS = 500;

/** How a network is trained: by mini-batches, or on all rows at once. */
export type TrainingPlan =
  ({ readonly method: "steps" } & FitPlan) | ({ readonly method: "full" } & LinearPlan);

/** Decides what the parameters leave open, by the data. @throws FairlineError `SPLIT_MISSING` as {@link stoppingRule} does */
export function trainingPlan(
  network: DenseNetwork,
  dropout: number,
  data: TrainingData,
  params: TrainingParams,
): TrainingPlan {
  const optimizer = network.hidden.length === 0 ? optimizerOf(params) : "adam";
  return isFull(optimizer)
    ? { method: "full", ...linearPlan(data, params) }
    : { method: "steps", ...fitPlan(network, dropout, data, params) };
}

function linearPlan({ rows, train }: TrainingData, params: TrainingParams): LinearPlan {
  const asked = optimizerOf(params);
  const isWide = params.optimizer === undefined && rows.width > NEWTON_INPUTS;
  return {
    solver: asked === "newton" && !isWide ? "newton" : "lbfgs",
    l2: params.l2 ?? 1 / (2 * train.length),
    fairness: params.fairness,
    tolerance: params.tolerance ?? TOLERANCE,
    steps: params.steps ?? STEPS,
  };
}

function fitPlan(
  network: DenseNetwork,
  dropout: number,
  data: TrainingData,
  params: TrainingParams,
): FitPlan {
  const { l2 = 0, fairness } = params;
  return {
    objective: { network, l2, fairness },
    optimizer: stepOptimizer(params),
    ...loopSize(data.train.length, params),
    dropout,
    stopping: stoppingRule(params["early-stopping"], data.validation.length),
  };
}

function stepOptimizer(params: TrainingParams): Optimizer {
  const learningRate = params["learning-rate"] ?? LEARNING_RATE;
  return params.optimizer === "sgd"
    ? sgd({ learningRate, momentum: params.momentum ?? 0.9 })
    : adam({ learningRate });
}

/** @throws FairlineError `SPLIT_MISSING` where early stopping is asked for and there are no validation rows */
function stoppingRule(
  asked: TrainingParams["early-stopping"],
  validationRows: number,
): StoppingRule | undefined {
  if (asked !== undefined && asked !== false && validationRows === 0) {
    throw new FairlineError(
      "SPLIT_MISSING",
      "early stopping needs validation rows; there are none",
      {
        hint: "Give the split validation a share in the clean stage, or set early-stopping: false.",
      },
    );
  }
  if (asked === false || validationRows === 0) return undefined;
  const { patience, "min-delta": minDelta } = asked ?? EARLY_STOPPING;
  return { patience, minDelta };
}
