import { z } from "zod";
import { asConstant, groupMeans, groupWeights } from "../statistics.ts";
import { defineAverage } from "../term.ts";
import type { Average } from "../term.ts";

/**
 * Mean losses of groups, weighted by shares q that rise with them: after each batch `q <- q exp(rate l)`, divided by its sum, and the
 * loss is `Σ q l` with the new q. A group that is absent from a batch keeps its q but for the division. Rows without a group do not count.
 * On validation rows the worst group's mean loss stands for it.
 */
export const groupDro: Average = defineAverage({
  name: "group-dro",
  summary:
    "Weighs the groups' mean losses by shares that rise for groups with high ones: group distributionally robust optimisation.",
  source:
    "Sagawa et al., Distributionally Robust Neural Networks for Group Shifts, ICLR 2020, algorithm 1, doi:10.48550/arXiv.1911.08731",
  needs: ["groups"],
  cost: "n",
  weights: "honoured within a group; groups count by q, not by their weight",
  fields: {
    rate: z
      .number()
      .positive()
      .default(0.01)
      .describe("How fast shares follow the losses, per step."),
    adjustment: z
      .number()
      .nonnegative()
      .default(0)
      .describe(
        "Added to the loss of a group, divided by the root of its share of the training rows: small groups count as harder.",
      ),
  },
  compute: ({ rate, adjustment }, { groups }) => {
    const count = groups.length;
    const added = groups.map(({ share }) => (share > 0 ? adjustment / Math.sqrt(share) : 0));
    return {
      initial: { q: { shape: [1, count], values: new Float32Array(count).fill(1 / count) } },
      value(tf, rows, state) {
        const { means, sizes } = groupMeans(tf, rows.losses, groupWeights(tf, rows));
        const adjusted = tf.mul(tf.add(means, tf.tensor2d([added], [1, count])), tf.step(sizes));
        const q = asConstant(tf, adjusted, (losses) => {
          const raised = tf.mul(state["q"]!, tf.exp(tf.mul(losses, rate)));
          return tf.div(raised, tf.sum(raised));
        });
        return { value: tf.sum(tf.mul(q, adjusted)), state: { q } };
      },
      judged: (tf, rows) => tf.max(groupMeans(tf, rows.losses, groupWeights(tf, rows)).means),
    };
  },
});
