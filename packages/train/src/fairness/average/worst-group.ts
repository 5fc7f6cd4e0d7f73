import { groupMeans, groupWeights } from "../statistics.ts";
import { defineAverage } from "../term.ts";
import type { Average, Value } from "../term.ts";

/** The highest of the groups' mean losses. A group without rows counts as 0, which no loss is below. */
const highest: Value = (tf, rows) =>
  tf.max(groupMeans(tf, rows.losses, groupWeights(tf, rows)).means);

/**
 * The mean loss of the group with the highest one in the batch: minimax over groups by its subgradient.
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
  compute: () => ({
    initial: {},
    value: (tf, rows) => ({ value: highest(tf, rows), state: {} }),
    judged: highest,
  }),
});
