import { z } from "zod";
import { BATCH_RANGE, LEAST_EPOCHS, LEAST_STEPS, STEPS_PER_EPOCH } from "./loop-size.ts";

/** Fairness penalties, by the criterion whose gap they measure. */
export const PENALTIES = ["demographic-parity", "equal-opportunity", "equalized-odds"] as const;

/** Activations of hidden units. */
export const ACTIVATIONS = ["relu", "tanh", "sigmoid", "elu"] as const;

/** Optimizers that take steps by mini-batches. */
export const STEP_OPTIMIZERS = ["adam", "sgd"] as const;

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
    .describe("How much lower the validation loss must be to count as an improvement."),
});

/** The early stopping of a table with validation rows, where the pipeline file says nothing. */
export const EARLY_STOPPING = earlyStopping.parse({});

const fairness = z.strictObject({
  penalty: z.enum(PENALTIES).describe("The criterion whose gap between groups is penalised."),
  strength: z
    .number()
    .nonnegative()
    .describe(
      "Weight of the penalty in the loss; with 0 there is no penalty, whatever else is said of it.",
    ),
  attribute: z
    .string()
    .optional()
    .describe(
      "Sensitive column with the groups. Default: the only sensitive column. The penalty leaves out rows where it is missing.",
    ),
});

/** Which gap to hold down, and how much it matters. */
export type FairnessParams = z.output<typeof fairness>;
/** One of {@link PENALTIES}. */
export type PenaltyName = FairnessParams["penalty"];

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
    .describe("Share of the last change that is kept. For sgd only, where it is 0.9 by default."),
  l2: z
    .number()
    .nonnegative()
    .default(0)
    .describe("Added to the loss per unit of the sum of squared weights; biases are free."),
  "early-stopping": z
    .union([z.literal(false), earlyStopping])
    .optional()
    .describe(
      "Stops when the validation loss, penalty included, no longer falls, and keeps the best epoch. Default: patience 10 where there are validation rows, else off.",
    ),
  fairness: fairness.optional().describe("A fairness penalty in the loss. Default: none."),
};

/** Parameters without a penalty of strength 0, so that they have the key, and training the bytes, of no penalty. */
export function withoutIdlePenalty<P extends { readonly fairness?: FairnessParams | undefined }>(
  params: P,
): Omit<P, "fairness"> & Pick<P, "fairness"> {
  const { fairness: said, ...others } = params;
  return said === undefined || said.strength === 0 ? others : params;
}

/** Parameters of every training stage, as the stages' schemas give them. */
export type TrainingParams = Omit<z.output<z.ZodObject<typeof trainingFields>>, "l2"> & {
  readonly l2?: number | undefined;
  readonly optimizer?: (typeof STEP_OPTIMIZERS | typeof FULL_OPTIMIZERS)[number] | undefined;
  readonly "learning-rate"?: number | undefined;
  readonly tolerance?: number | undefined;
  readonly steps?: number | undefined;
};

/** Checks of {@link TrainingParams} across fields. */
export function checkTraining(params: TrainingParams, issues: z.RefinementCtx): void {
  if (params.momentum !== undefined && params.optimizer !== "sgd") {
    issues.addIssue({
      code: "custom",
      path: ["momentum"],
      message: "momentum is for optimizer sgd; adam has its own",
    });
  }
}
