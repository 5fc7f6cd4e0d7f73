import { z } from "zod";
import { defineRowLoss } from "../term.ts";
import type { RowLoss } from "../term.ts";

/** `(1 - e^-loss)^gamma loss`: with p the score of the row's own class, e^-loss is p. With gamma 0 the loss itself. */
export const focal: RowLoss = defineRowLoss({
  name: "focal",
  summary: "Weighs each row's loss by how unsure the model is of the row's class, to a power.",
  source:
    "Lin et al., Focal Loss for Dense Object Detection, ICCV 2017, section 3, doi:10.1109/ICCV.2017.324",
  needs: [],
  cost: "n",
  weights: "honoured",
  fields: {
    gamma: z.number().nonnegative().default(2).describe("The power; 0 leaves the loss as it is."),
  },
  compute:
    ({ gamma }) =>
    (tf, { losses }) => {
      if (gamma === 0) return losses;
      // A row that is sure has 0 here, where a power has no slope.
      const unsure = tf.maximum(tf.neg(tf.expm1(tf.neg(losses))), 1e-12);
      return tf.mul(tf.pow(unsure, gamma), losses);
    },
});
