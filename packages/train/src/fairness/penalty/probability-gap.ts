import { z } from "zod";
import { NO_PAPER } from "../sources.ts";
import { groupMeans, groupWeights, weightedMean } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";
import { classScores } from "../term-rows.ts";

/**
 * `½ Σ |P(1) - P(0)|` over the groups, or the mean over rows, with P(1) and P(0) the scores of the first two classes.
 *
 * It compares classes, not groups: it is small where a model is unsure of everybody, and it says nothing of how far groups are
 * apart.
 */
export const probabilityGap: Penalty = definePenalty({
  name: "probability-gap",
  summary:
    "Half the sum over groups of the distance between the mean scores of the first two classes: it lowers confidence, and compares no groups.",
  source: NO_PAPER,
  needs: ["groups"],
  cost: "n",
  weights: "honoured",
  fields: {
    by: z
      .enum(["group", "row"])
      .default("group")
      .describe("group: of each group's mean scores. row: the mean over rows, without the half."),
  },
  compute:
    ({ by }) =>
    (tf, rows) => {
      const scores = classScores(tf, rows);
      const [negative, positive] = [0, 1].map((at) => tf.slice(scores, [0, at], [-1, 1]));
      const differences = tf.sub(positive!, negative!);
      if (by === "row") return weightedMean(tf, tf.abs(differences), rows.weights);
      const { means } = groupMeans(tf, differences, groupWeights(tf, rows));
      return tf.mul(tf.sum(tf.abs(means)), 0.5);
    },
});
