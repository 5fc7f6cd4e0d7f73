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

/** Rows x 1: 1 for the rows that are moved, spread evenly over the batch, else 0. */
export function movedRows(tf: TensorFlow, x: Tensor, share: number): Tensor {
  const rows = x.shape[0];
  const moved = Array.from(
    { length: rows },
    (_, row) => Math.floor((row + 1) * share) - Math.floor(row * share),
  );
  return tf.tensor2d(moved, [rows, 1]);
}
