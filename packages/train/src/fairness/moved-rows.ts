import type { Tensor, TensorFlow } from "@fairline/tensor";
import { z } from "zod";

/** The share of the rows of a batch that a perturbation moves. */
export function movedShare(share: number): z.ZodDefault<z.ZodNumber> {
  return z
    .number()
    .gt(0)
    .max(1)
    .default(share)
    .describe("Share of the rows of a batch that are moved; the others stay.");
}

/** Rows x 1: 1 for the first rows of a batch, whose order is random, and 0 for the others. */
export function movedRows(tf: TensorFlow, x: Tensor, share: number): Tensor {
  const rows = x.shape[0];
  const moved = Math.round(rows * share);
  return tf.concat([tf.ones([moved, 1]), tf.zeros([rows - moved, 1])]);
}
