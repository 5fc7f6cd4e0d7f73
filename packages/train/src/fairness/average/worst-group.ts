import { groupMeans, groupWeights } from "../statistics.ts";
import { defineAverage } from "../term.ts";
import type { Average } from "../term.ts";

/**
 * The mean loss of the group with the highest one in the batch: minimax over groups by its subgradient.
 *
 * Losses are never below 0, so that a group without rows, whose mean counts as 0, is never the worst.
 */
export const worstGroup: Average = defineAverage({
  name: "worst-group",
  summary:
    "Takes the mean loss of the group that has the highest, in place of the mean of all rows.",
  source:
    "Diana et al., Minimax Group Fairness: Algorithms and Experiments, AIES 2021, section 2, doi:10.1145/3461702.3462523; here by the subgradient of each batch, where the paper plays a game over rounds",
  needs: ["groups"],
  cost: "n",
  weights: "honoured",
  fields: {},
  compute: () => (tf, rows) => tf.max(groupMeans(tf, rows.losses, groupWeights(tf, rows)).means),
});
