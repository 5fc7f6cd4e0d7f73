import { z } from "zod";
import { defineRowLoss } from "../term.ts";
import type { RowLoss } from "../term.ts";
import { isBinary } from "../term-rows.ts";

/**
 * The log loss with `1 - share` of a label on its class and `share` spread evenly over all classes, its own included.
 *
 * It must come first of several that change the losses of rows.
 */
export const labelSmoothing: RowLoss = defineRowLoss({
  name: "label-smoothing",
  summary: "Spreads a share of each label evenly over all classes.",
  source:
    "Szegedy et al., Rethinking the Inception Architecture for Computer Vision, CVPR 2016, section 7, doi:10.1109/CVPR.2016.308",
  needs: ["labels"],
  cost: "n",
  weights: "honoured",
  fields: {
    share: z.number().min(0).lt(1).default(0.1).describe("The share that is spread, in [0, 1)."),
  },
  compute:
    ({ share }) =>
    (tf, rows) => {
      const { logits, classes, losses } = rows;
      // The loss of a label is linear in it: what changes is (label - evenly spread) times the logits.
      const own = isBinary(rows)
        ? tf.mul(logits, tf.sub(classes[1]!, 0.5))
        : tf.sum(tf.mul(logits, tf.sub(tf.concat([...classes], 1), 1 / classes.length)), 1, true);
      return tf.add(losses, tf.mul(own, share));
    },
});
