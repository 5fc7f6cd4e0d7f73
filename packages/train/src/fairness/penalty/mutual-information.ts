import { groupMeans, groupWeights, shares } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";
import { classScores } from "../term-rows.ts";

/** Keeps the logarithm of a share of 0 finite; that share times it is 0. */
const LEAST_SHARE = 1e-30;

/**
 * The mutual information of group and decision, in nats, with decisions drawn by the scores: the regularizer of the prejudice
 * remover, as a mean over rows where the paper adds up. At most the entropy of the groups.
 */
export const mutualInformation: Penalty = definePenalty({
  name: "mutual-information",
  summary: "Mutual information between the group and the decision, in nats: the prejudice remover.",
  source:
    "Kamishima et al., Fairness-Aware Classifier with Prejudice Remover Regularizer, ECML PKDD 2012, section 3.2, doi:10.1007/978-3-642-33486-3_3",
  needs: ["groups"],
  cost: "n",
  weights: "honoured",
  fields: {},
  compute: () => (tf, rows) => {
    const { means, sizes } = groupMeans(tf, classScores(tf, rows), groupWeights(tf, rows));
    const portions = shares(tf, sizes);
    const overall = tf.sum(tf.mul(means, portions), 1, true);
    const log = (values: typeof means): typeof means => tf.log(tf.maximum(values, LEAST_SHARE));
    const information = tf.mul(means, tf.sub(log(means), log(overall)));
    return tf.sum(tf.mul(portions, information));
  },
});
