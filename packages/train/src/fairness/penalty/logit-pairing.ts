import { groupWeights, weightedMean } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/**
 * The mean distance between the logits of a row and of its counterpart, the same row with another group for its attribute.
 *
 * Nothing that depends on the attribute is changed with it. A row without a group has no counterpart and does not count.
 */
export const logitPairing: Penalty = definePenalty({
  name: "logit-pairing",
  summary:
    "Mean absolute difference between a row's logits and those of its counterpart in another group.",
  source:
    "Garg et al., Counterfactual Fairness in Text Classification through Robustness, AIES 2019, section 4.3, doi:10.1145/3306618.3317950",
  needs: ["groups", "counterparts"],
  cost: "n",
  weights: "honoured",
  fields: {},
  compute: () => (tf, rows) => {
    if (rows.counterparts === undefined) throw new Error("logit pairing was given no counterparts");
    const distances = tf.sum(tf.abs(tf.sub(rows.logits, rows.counterparts)), 1, true);
    return weightedMean(tf, distances, tf.sum(groupWeights(tf, rows), 1, true));
  },
});
