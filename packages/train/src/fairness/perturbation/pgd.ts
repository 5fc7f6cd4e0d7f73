import { z } from "zod";
import { movedRows, movedShare } from "../moved-rows.ts";
import { definePerturbation } from "../term.ts";
import type { Perturbation } from "../term.ts";

/**
 * Inputs moved by several steps along the signs of the loss's slope, never farther than `size` from where they were. The first step begins
 * at the inputs themselves, where the paper draws a start.
 */
export const pgd: Perturbation = definePerturbation({
  name: "pgd",
  summary:
    "Trains on inputs that are moved several steps up the slope of their loss, within a limit for each input.",
  source:
    "Madry et al., Towards Deep Learning Models Resistant to Adversarial Attacks, ICLR 2018, section 2.1, doi:10.48550/arXiv.1706.06083",
  needs: [],
  cost: "n",
  weights: "honoured",
  fields: {
    size: z
      .number()
      .positive()
      .default(0.1)
      .describe("How far each input may move, in the unit that the network reads."),
    steps: z.int().min(1).max(50).default(3).describe("Steps; each costs one more pass."),
    step: z
      .number()
      .positive()
      .optional()
      .describe("Length of a step; 2.5 size / steps if left out."),
    share: movedShare(1),
  },
  compute:
    ({ size, steps, step = (2.5 * size) / steps, share }) =>
    (tf, x, slope) => {
      const limit = tf.mul(movedRows(tf, x, share), size);
      const [low, high] = [tf.sub(x, limit), tf.add(x, limit)];
      return Array.from({ length: steps }).reduce<typeof x>((moved) => {
        const next = tf.add(moved, tf.mul(tf.sign(slope(moved)), step));
        return tf.minimum(tf.maximum(next, low), high);
      }, x);
    },
});
