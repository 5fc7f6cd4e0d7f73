import { FairlineError } from "@fairline/core";
import type { LabelTarget } from "./label.ts";

/** The losses of one split after one epoch. */
export interface EpochLosses {
  /** From 1; for a fit on all rows the number of steps, 0 at its start. */
  readonly epoch: number;
  readonly split: "train" | "validation";
  readonly loss: number;
  readonly logLoss: number;
  readonly penalty: number;
  readonly accuracy: number;
  /** The metric that early stopping watches. Of validation rows, where it is not the loss. */
  readonly metric?: number;
  /** The gap that early stopping holds. Of validation rows, where it holds one. */
  readonly gap?: number;
}

/** What the figures of a label are called: of a number, `logLoss` is its squared error and `accuracy` R2. */
export function figureNames(task: LabelTarget["task"]): { logLoss: string; accuracy: string } {
  return task === "regression"
    ? { logLoss: "squared_error", accuracy: "r2" }
    : { logLoss: "log_loss", accuracy: "accuracy" };
}

/** Names of the figures of a step or of a split. */
type LossName = "loss" | "logLoss" | "penalty" | "accuracy";

/** The figures of {@link EpochLosses} that every split has, each by its name. */
export function mapLosses(value: (name: LossName) => number): Record<LossName, number> {
  return {
    loss: value("loss"),
    logLoss: value("logLoss"),
    penalty: value("penalty"),
    accuracy: value("accuracy"),
  };
}

/** Holds the figures of a split to be finite. @throws FairlineError `TRAINING_DIVERGED` */
export function finiteLosses(losses: EpochLosses): EpochLosses {
  const { epoch, split, loss } = losses;
  if (Number.isFinite(loss)) return losses;
  throw new FairlineError(
    "TRAINING_DIVERGED",
    `the ${split === "train" ? "training" : "validation"} loss is ${String(loss)} in epoch ${String(epoch)}`,
    {
      hint: "Lower learning-rate (a tenth of it is a good next try), or lower the penalty's strength.",
    },
  );
}
