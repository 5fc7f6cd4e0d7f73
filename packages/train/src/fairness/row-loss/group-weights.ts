import { defineRowLoss } from "../term.ts";
import type { RowLoss } from "../term.ts";
import { factors, weightFields } from "../weigh-by-share.ts";

/** The losses of rows times a factor of their group. A row without a group keeps its loss. */
export const groupWeights: RowLoss = defineRowLoss({
  name: "group-weights",
  summary: "Multiplies each row's loss by a weight of its group.",
  source:
    "Sagawa et al., Distributionally Robust Neural Networks for Group Shifts, ICLR 2020, section 4.2 (importance weighting), doi:10.48550/arXiv.1911.08731",
  needs: ["groups"],
  cost: "n",
  weights: "honoured: the share of a group is that of its weight",
  fields: weightFields,
  compute: (params, { groups }) => {
    const weights = factors(params, groups);
    return (tf, { members, present, losses }) => {
      const own = tf.matMul(members, tf.tensor2d(weights, [weights.length, 1]));
      return tf.mul(losses, tf.add(own, tf.sub(1, present)));
    };
  },
});
