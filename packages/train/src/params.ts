import { findMetric } from "@fairline/metrics";
import { z } from "zod";
import { fairness } from "./fairness/params.ts";
import type { FairnessParams } from "./fairness/params.ts";
import { BATCH_RANGE, LEAST_EPOCHS, LEAST_STEPS, STEPS_PER_EPOCH } from "./loop-size.ts";
import { scheduleParam } from "./schedule.ts";

/** Activations of hidden units. */
export const ACTIVATIONS = ["relu", "tanh", "sigmoid", "elu"] as const;

/** Optimizers that take steps by mini-batches. */
export const STEP_OPTIMIZERS = ["adam", "adamw", "sgd", "rmsprop", "adagrad"] as const;

/** Optimizers that fit a linear model to convergence, on all rows at once. */
export const FULL_OPTIMIZERS = ["newton", "lbfgs"] as const;

/** Length of a step by mini-batches, where the pipeline file says nothing. */
export const LEARNING_RATE = 1e-3;

const earlyStopping = z.strictObject({
  patience: z.int().min(1).default(10).describe("Epochs to wait for an improvement."),
  "min-delta": z
    .number()
    .nonnegative()
    .default(0)
    .describe("How much better the metric must be to count as an improvement."),
  metric: z
    .string()
    .default("loss")
    .describe(
      "What the best epoch is best by, on the validation rows: loss, what training lowers with its penalty, or any metric of decisions at the threshold 0.5 or of scores, such as accuracy, balanced_accuracy, auc, log_loss.",
    ),
  "max-gap": z
    .number()
    .nonnegative()
    .optional()
    .describe(
      "Epochs whose gap on the validation rows exceeds this come after all others; of those alone, the smallest gap is the best.",
    ),
  gap: z
    .string()
    .optional()
    .describe(
      "The metric between groups that max-gap holds. Default: demographic_parity_difference.",
    ),
  attribute: z
    .string()
    .optional()
    .describe(
      "Sensitive column whose groups are compared. Default: fairness.attribute, or the only sensitive column.",
    ),
});

/** How training stops early. */
export type EarlyStoppingParams = z.output<typeof earlyStopping>;

/** The early stopping of a table with validation rows, where the pipeline file says nothing. */
export const EARLY_STOPPING: EarlyStoppingParams = earlyStopping.parse({});

const EPOCHS_RULE = `Default: as many as take ${String(LEAST_STEPS)} steps, and at least ${String(LEAST_EPOCHS)}.`;
const BATCH_RULE = `Default: the largest power of 2, from ${String(BATCH_RANGE[0])} to ${String(BATCH_RANGE[1])}, that leaves ${String(STEPS_PER_EPOCH)} steps to an epoch.`;

/** What every training stage may be told, field by field. */
export const trainingFields = {
  features: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("Columns to learn from. Default: the columns with role feature."),
  "sensitive-features": z
    .enum(["include", "exclude"])
    .default("include")
    .describe("Whether features that are also sensitive stay in."),
  epochs: z
    .int()
    .min(1)
    .optional()
    .describe(`Passes over the training rows, at most. ${EPOCHS_RULE}`),
  batch: z.int().min(1).optional().describe(`Rows per step, at most. ${BATCH_RULE}`),
  momentum: z
    .number()
    .min(0)
    .lt(1)
    .optional()
    .describe(
      "Share of the last change that is kept. For sgd, where it is 0.9 by default, and rmsprop, where it is 0.",
    ),
  nesterov: z
    .boolean()
    .optional()
    .describe("Takes the gradient where the momentum leads. For sgd only. Default: false."),
  schedule: scheduleParam
    .optional()
    .describe("How the learning rate changes with the epochs. Default: constant."),
  l2: z
    .number()
    .nonnegative()
    .default(0)
    .describe("Added to the loss per unit of the sum of squared weights; biases are free."),
  l1: z
    .number()
    .nonnegative()
    .optional()
    .describe(
      "Added to the loss per unit of the sum of absolute weights; biases are free. Default: 0.",
    ),
  "weight-decay": z
    .number()
    .nonnegative()
    .optional()
    .describe(
      "Share of itself, times learning-rate, that a weight loses in each step, apart from its gradient; biases lose nothing. Default: 0.01 for adamw, else 0.",
    ),
  clip: z
    .strictObject({
      norm: z
        .number()
        .positive()
        .optional()
        .describe("Gradients are scaled down together where their norm exceeds this."),
      value: z
        .number()
        .positive()
        .optional()
        .describe("Each slope is held within this of 0, before the norm is."),
    })
    .optional()
    .describe("Holds gradients within bounds. Default: none."),
  "early-stopping": z
    .union([z.literal(false), earlyStopping])
    .optional()
    .describe(
      "Stops when the validation loss, penalty included, or another metric no longer improves, and keeps the best epoch. Default: patience 10 where there are validation rows, else off.",
    ),
  fairness: fairness
    .optional()
    .describe("Methods of fairness, one or a list of several. Default: none."),
};

/** Parameters without a field for terms where none is left, so that they have the key, and training the bytes, of no term. */
export function withoutIdlePenalty<P extends { readonly fairness?: FairnessParams | undefined }>(
  params: P,
): Omit<P, "fairness"> & Pick<P, "fairness"> {
  const { fairness: said, ...others } = params;
  return said === undefined ? others : params;
}

/** Parameters of every training stage, as the stages' schemas give them. */
export type TrainingParams = Omit<z.output<z.ZodObject<typeof trainingFields>>, "l2"> & {
  readonly l2?: number | undefined;
  readonly optimizer?:
    (typeof STEP_OPTIMIZERS)[number] | (typeof FULL_OPTIMIZERS)[number] | undefined;
  readonly "learning-rate"?: number | undefined;
  readonly tolerance?: number | undefined;
  readonly steps?: number | undefined;
};

/** Checks of {@link TrainingParams} across fields. */
export function checkTraining(params: TrainingParams, issues: z.RefinementCtx): void {
  const refuse = (path: readonly string[], message: string): void => {
    issues.addIssue({ code: "custom", path: [...path], message });
  };
  const { optimizer = "adam" } = params;
  if (params.momentum !== undefined && optimizer !== "sgd" && optimizer !== "rmsprop") {
    const message = optimizer.startsWith("adam")
      ? "momentum is for optimizer sgd; adam has its own"
      : "momentum is for optimizers sgd and rmsprop";
    refuse(["momentum"], message);
  }
  if (params.nesterov === true && optimizer !== "sgd") {
    refuse(["nesterov"], "nesterov is for optimizer sgd");
  }
  if (params.nesterov === true && params.momentum === 0) {
    refuse(["nesterov"], "nesterov needs a momentum above 0");
  }
  const stopping = params["early-stopping"];
  if (stopping !== undefined && stopping !== false) checkStopping(stopping, refuse);
}

function checkStopping(
  { metric, gap, attribute, "max-gap": most }: EarlyStoppingParams,
  refuse: (path: readonly string[], message: string) => void,
): void {
  const at = (name: string): string[] => ["early-stopping", name];
  const known = metric === "loss" ? undefined : findMetric(metric);
  if (metric !== "loss" && (known === undefined || known.better === null)) {
    const why = known === undefined ? "there is no such metric" : "it has no better and no worse";
    refuse(at("metric"), `an epoch cannot be the best by "${metric}": ${why}`);
  }
  const between = gap === undefined ? undefined : findMetric(gap);
  if (gap !== undefined && (between?.scope !== "between-groups" || between.better !== "lower")) {
    refuse(at("gap"), `"${gap}" is no gap between groups, which is better the lower it is`);
  }
  if (most !== undefined) return;
  if (gap !== undefined) refuse(at("gap"), "gap says what max-gap holds; give max-gap too");
  if (attribute !== undefined && known?.scope !== "between-groups") {
    refuse(at("attribute"), "attribute is for max-gap, or a metric between groups");
  }
}
