import {
  drawOpponent,
  groupScores,
  opponentFields,
  opponentLogits,
  widthWithLabel,
  withLabel,
} from "../opponent-network.ts";
import { addUp, groupMeans, groupWeights, positiveOr1 } from "../statistics.ts";
import { defineAdversary } from "../term.ts";
import type { Adversary } from "../term.ts";

/**
 * As gradient reversal, with a loss of the opponent in which every group counts the same: the mean, over groups, of 1 less the score of the
 * row's own group. With the label given, over groups and classes of the label: that bounds the gap of equalized odds.
 */
export const laftr: Adversary = defineAdversary({
  name: "laftr",
  summary:
    "Trains against an opponent that tells the group from the last hidden layer, with a loss in which every group counts the same.",
  source:
    "Madras et al., Learning Adversarially Fair and Transferable Representations, ICML 2018, section 4.2, doi:10.48550/arXiv.1802.06309",
  needs: ["groups", "labels"],
  cost: "n",
  weights: "honoured within a group; groups count the same",
  fields: opponentFields,
  compute: ({ given, units }, { groups }) => ({
    sees: "hidden",
    against: "reverse",
    parameters: (width, classes, random) =>
      drawOpponent(
        { inputs: widthWithLabel(width, classes, given), units, groups: groups.length },
        random,
      ),
    loss(tf, parameters, seen, rows) {
      const { scores } = groupScores(
        tf,
        opponentLogits(tf, parameters, withLabel(tf, seen, rows, given)),
      );
      const misses = tf.sub(1, tf.sum(tf.mul(rows.members, scores), 1, true));
      const conditions = given === "label" ? rows.classes : [undefined];
      const parts = conditions.map((condition) =>
        groupMeans(tf, misses, groupWeights(tf, rows, condition)),
      );
      const present = addUp(
        tf,
        parts.map(({ sizes }) => tf.sum(tf.step(sizes))),
      );
      const total = addUp(
        tf,
        parts.map(({ means }) => tf.sum(means)),
      );
      return tf.div(total, positiveOr1(tf, present));
    },
  }),
});
