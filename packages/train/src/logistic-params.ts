import { z } from "zod";
import { termOf, termsOf } from "./fairness/params.ts";
import type { FairnessParams } from "./fairness/params.ts";
import { needsSteps } from "./fairness/term.ts";
import {
  FULL_OPTIMIZERS,
  LEARNING_RATE,
  STEP_OPTIMIZERS,
  checkTraining,
  trainingFields,
  withoutIdlePenalty,
} from "./params.ts";
import type { TrainingParams } from "./params.ts";

/** Parameters that are about steps by mini-batches. Where one is given and no optimizer is, steps are taken. */
const STEP_FIELDS = [
  "epochs",
  "batch",
  "learning-rate",
  "momentum",
  "nesterov",
  "schedule",
  "l1",
  "weight-decay",
  "clip",
  "early-stopping",
] as const;

/** Largest slope at which a fit has converged, where the pipeline file says nothing. */
export const TOLERANCE = 1e-9;

/** Steps of a fit on all rows, where the pipeline file says nothing. */
export const STEPS = 1000;

/** Parameters of `train/logistic`. */
export const logisticParams = z
  .strictObject({
    ...trainingFields,
    optimizer: z
      .enum([...FULL_OPTIMIZERS, ...STEP_OPTIMIZERS])
      .optional()
      .describe(
        "How the loss is lowered. newton and lbfgs: on all rows at once, from zero, until it has converged. The others: by mini-batches. Default: newton; lbfgs with a penalty or more than 500 inputs; adam where a parameter is given that is about mini-batches: epochs, batch, learning-rate, schedule, l1, weight-decay, clip, early-stopping, or a method of fairness that needs them.",
      ),
    tolerance: z
      .number()
      .positive()
      .optional()
      .describe(
        `Largest slope of the loss by a weight at which newton and lbfgs have converged. Default: ${String(TOLERANCE)}. With a penalty, which has corners and is computed in 32 bits, they also have where ten steps lower the loss by less than 1e-7 of itself.`,
      ),
    steps: z
      .int()
      .min(1)
      .optional()
      .describe(
        `Steps of newton and lbfgs after which training ends with a warning. Default: ${String(STEPS)}.`,
      ),
    "learning-rate": z
      .number()
      .positive()
      .optional()
      .describe(`Length of a step by mini-batches. Default: ${String(LEARNING_RATE)}.`),
    l2: z
      .number()
      .nonnegative()
      .optional()
      .describe(
        "Added to the loss per unit of the sum of squared weights; biases are free. Default: 1 / (2 n) for n training rows, which is C = 1 in scikit-learn; 0 with steps by mini-batches.",
      ),
  })
  .superRefine(checkTraining)
  .superRefine((params, issues) => {
    const refuse = (path: string, message: string): void => {
      issues.addIssue({ code: "custom", path: [path], message });
    };
    const optimizer = optimizerOf(params);
    if (!isFull(optimizer)) {
      for (const name of ["tolerance", "steps"] as const) {
        if (params[name] !== undefined) refuse(name, `${name} is for optimizers newton and lbfgs`);
      }
      return;
    }
    for (const name of STEP_FIELDS) {
      if (params[name] === undefined || params[name] === false) continue;
      refuse(
        name,
        `${name} is for optimizers that take steps by mini-batches, not for ${optimizer}`,
      );
    }
    if (params.optimizer === "newton" && params.fairness !== undefined) {
      refuse("optimizer", "newton is for a loss without a penalty; lbfgs takes one");
    }
    const stepwise = termsThatNeedSteps(params.fairness);
    if (stepwise.length > 0) {
      refuse(
        "optimizer",
        `${stepwise.join(" and ")} needs steps by mini-batches, which ${optimizer} does not take`,
      );
    }
  })
  .transform(withoutIdlePenalty);

/** The optimizer that is asked for, or that follows from what is. `newton` where the number of inputs may still decide. */
export function optimizerOf(params: TrainingParams): NonNullable<TrainingParams["optimizer"]> {
  if (params.optimizer !== undefined) return params.optimizer;
  const takesSteps = STEP_FIELDS.some(
    (name) => params[name] !== undefined && params[name] !== false,
  );
  if (takesSteps) return "adam";
  if (params.fairness === undefined) return "newton";
  return termsThatNeedSteps(params.fairness).length === 0 ? "lbfgs" : "adam";
}

/** Whether an optimizer works on all rows at once. */
export function isFull(
  optimizer: NonNullable<TrainingParams["optimizer"]>,
): optimizer is (typeof FULL_OPTIMIZERS)[number] {
  return optimizer === "newton" || optimizer === "lbfgs";
}

/** The names of the terms that are about batches. */
function termsThatNeedSteps(fairness: FairnessParams | undefined): string[] {
  return termsOf(fairness).flatMap((given) => {
    const term = termOf(given);
    return term !== undefined && needsSteps(term) ? [term.name] : [];
  });
}
