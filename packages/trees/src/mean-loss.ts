import { FairlineError } from "@fairline/core";
import { requireLength } from "./check-columns.ts";
import { exactSum } from "./exact-sum.ts";
import { lossOf, outputsOf } from "./objective.ts";
import type { Objective } from "./objective.ts";

/** Rows whose loss is wanted. */
export interface ScoredRows {
  /** Row-major, one per output. */
  readonly raw: Float64Array;
  readonly labels: ArrayLike<number>;
  /** One per row; left out: every row weighs 1. */
  readonly weights?: ArrayLike<number>;
}

/**
 * The loss of rows at their raw scores: the log loss, in nats, or half the mean squared error. A metric for validation.
 *
 * @returns The weighted mean; NaN for no rows.
 * @throws FairlineError `TASK_UNSUPPORTED` for a custom objective, `LENGTH_MISMATCH`.
 */
export function meanLoss(objective: Objective, { raw, labels, weights }: ScoredRows): number {
  const loss = lossOf(objective);
  if (loss === undefined) {
    throw new FairlineError("TASK_UNSUPPORTED", "a custom objective has gradients and no loss", {
      hint: "Give a metric of your own.",
    });
  }
  const outputs = outputsOf(objective);
  requireLength("the list of labels", labels.length, raw.length / outputs);
  const lossAt = (row: number): number =>
    loss.of(raw.subarray(row * outputs, (row + 1) * outputs), labels[row]!);
  const each = Float64Array.from(labels, (_, row) => (weights?.[row] ?? 1) * lossAt(row));
  const all = weights === undefined ? labels.length : exactSum(Float64Array.from(weights));
  return exactSum(each) / all;
}
