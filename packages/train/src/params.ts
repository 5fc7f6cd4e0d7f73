import { z } from "zod";

/** Fairness penalties, by the criterion whose gap they measure. */
export const PENALTIES = ["demographic-parity", "equal-opportunity", "equalized-odds"] as const;

/** Activations of hidden units. */
export const ACTIVATIONS = ["relu", "tanh", "sigmoid", "elu"] as const;

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
    .describe("Weight of the penalty in the loss; 0 switches it off."),
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
  epochs: z.int().min(1).default(40).describe("Passes over the training rows, at most."),
  batch: z.int().min(1).default(512).describe("Rows per step, at most."),
  optimizer: z.enum(["adam", "sgd"]).default("adam").describe("How steps follow the gradient."),
  "learning-rate": z.number().positive().default(1e-3).describe("Length of a step."),
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

/** Parameters of every training stage. */
export type TrainingParams = z.output<z.ZodObject<typeof trainingFields>>;

/** Checks of {@link TrainingParams} across fields. */
export function checkTraining(params: TrainingParams, issues: z.RefinementCtx): void {
  if (params.optimizer === "adam" && params.momentum !== undefined) {
    issues.addIssue({
      code: "custom",
      path: ["momentum"],
      message: "momentum is for optimizer sgd; adam has its own",
    });
  }
}
