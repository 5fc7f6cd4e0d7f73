import type { Loss } from "./loss/loss.ts";
import { LOSSES } from "./loss/losses.ts";

/** What a fit lowers. */
export type Objective =
  /** Labels 0 and 1. */
  | { readonly loss: "logistic" }
  /** Labels from 0 to `classes` - 1. */
  | { readonly loss: "softmax"; readonly classes: number }
  /** Labels are numbers. */
  | { readonly loss: "squared" }
  /** Gradients come from a callback alone; `base` is where each output's raw scores begin. */
  | { readonly loss: "custom"; readonly base: readonly number[] };

/** Raw scores per row. */
export function outputsOf(objective: Objective): number {
  switch (objective.loss) {
    case "softmax":
      return objective.classes;
    case "custom":
      return objective.base.length;
    case "logistic":
    case "squared":
      return 1;
  }
}

/** The loss with derivatives of its own; undefined for a custom objective. */
export function lossOf({ loss }: Objective): Loss | undefined {
  return loss === "custom" ? undefined : LOSSES[loss];
}
