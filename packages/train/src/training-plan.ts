import { FairlineError } from "@fairline/core";
import { findMetric } from "@fairline/metrics";
import { kernelNames } from "@fairline/model";
import type { DenseNetwork } from "@fairline/model";
import { adagrad, adam, rmsprop, sgd } from "@fairline/tensor";
import type { Optimizer } from "@fairline/tensor";
import type { FitPlan } from "./fit.ts";
import type { LinearPlan } from "./linear/fit-linear.ts";
import { STEPS, TOLERANCE, isFull, optimizerOf } from "./logistic-params.ts";
import { loopSize } from "./loop-size.ts";
import { EARLY_STOPPING, LEARNING_RATE } from "./params.ts";
import type { TrainingParams } from "./params.ts";
import type { TrainingData } from "./training-data.ts";
import type { Watch } from "./watch.ts";

/** Inputs up to which Newton's method is the default: its matrix has a row and a column for each. */
const NEWTON_INPUTS = 500;

/** Share of the last change that sgd keeps by default. */
const SGD_MOMENTUM = 0.9;

/** Weight decay of adamw by default. */
const ADAMW_DECAY = 0.01;

/** The gap that max-gap holds by default. */
const DEFAULT_GAP = "demographic_parity_difference";

/** How a network is trained: by mini-batches, or on all rows at once. */
export type TrainingPlan =
  ({ readonly method: "steps" } & FitPlan) | ({ readonly method: "full" } & LinearPlan);

/** Decides what the parameters leave open, by the data. @throws FairlineError `SPLIT_MISSING` as {@link watchOf} does */
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

function linearPlan(
  { rows, train, target, fairness: methods }: TrainingData,
  params: TrainingParams,
): LinearPlan {
  const asked = optimizerOf(params);
  const isWide = params.optimizer === undefined && rows.width > NEWTON_INPUTS;
  // The second derivatives of a softmax have a row and a column for each input and class.
  const takesNewton = asked === "newton" && !isWide && target.task !== "multiclass";
  return {
    solver: takesNewton ? "newton" : "lbfgs",
    l2: params.l2 ?? 1 / (2 * train.length),
    fairness: methods?.plan,
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
  const { l2 = 0, l1 = 0, schedule } = params;
  const rate = params["learning-rate"] ?? LEARNING_RATE;
  const decay = params["weight-decay"] ?? (params.optimizer === "adamw" ? ADAMW_DECAY : 0);
  const isConstant = schedule?.form === "constant" && schedule.warmup === 0;
  return {
    objective: { network, task: data.target.task, l2, l1, fairness: data.fairness?.plan },
    optimizer: stepOptimizer(params, rate),
    step: {
      clipNorm: params.clip?.norm,
      clipValue: params.clip?.value,
      decay: decay === 0 ? undefined : { share: rate * decay, names: kernelNames(network) },
    },
    schedule: isConstant ? undefined : schedule,
    ...loopSize(data.train.length, params),
    dropout,
    stopping: watchOf(data, params["early-stopping"]),
  };
}

function stepOptimizer(params: TrainingParams, learningRate: number): Optimizer {
  const { optimizer = "adam", momentum, nesterov = false } = params;
  switch (optimizer) {
    case "sgd":
      return sgd({ learningRate, momentum: momentum ?? SGD_MOMENTUM, nesterov });
    case "rmsprop":
      return rmsprop({ learningRate, momentum: momentum ?? 0 });
    case "adagrad":
      return adagrad({ learningRate });
    default:
      return adam({ learningRate });
  }
}

/** @throws FairlineError `SPLIT_MISSING` where early stopping is asked for and there are no validation rows */
function watchOf(
  { validation, watched }: TrainingData,
  asked: TrainingParams["early-stopping"],
): Watch | undefined {
  if (asked !== undefined && asked !== false && validation.length === 0) {
    throw new FairlineError(
      "SPLIT_MISSING",
      "early stopping needs validation rows; there are none",
      {
        hint: "Give the split validation a share in the clean stage, or set early-stopping: false.",
      },
    );
  }
  if (asked === false || validation.length === 0) return undefined;
  const {
    patience,
    "min-delta": minDelta,
    metric,
    gap,
    "max-gap": maxGap,
  } = asked ?? EARLY_STOPPING;
  return {
    rule: { patience, minDelta, maxGap },
    // "loss" is no metric: it is what training lowers.
    metric: findMetric(metric),
    gap: maxGap === undefined ? undefined : findMetric(gap ?? DEFAULT_GAP),
    groups: watched,
  };
}
