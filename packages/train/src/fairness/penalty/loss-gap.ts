import { z } from "zod";
import { NO_PAPER } from "../sources.ts";
import { groupMeans, groupWeights, positiveOr1, shares } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/**
 * `Σ w (l - l*)` over the groups or classes that have rows, with l the mean loss of each.
 *
 * `signed` is that sum as it stands: with equal weights it is 0 for the reference `mean`, whatever the losses are.
 */
export const lossGap: Penalty = definePenalty({
  name: "loss-gap",
  summary:
    "Weighted sum of how far the mean loss of each group, or of each class, is from a reference loss.",
  source: NO_PAPER,
  needs: ["groups", "labels"],
  cost: "n",
  weights: "honoured",
  fields: {
    by: z
      .enum(["group", "class"])
      .default("group")
      .describe("Whose losses: those of the groups, or of the classes of the label."),
    reference: z
      .enum(["mean", "best"])
      .default("mean")
      .describe("The loss that each is compared with: the mean of them all, or the lowest."),
    form: z
      .enum(["absolute", "squared", "signed"])
      .default("absolute")
      .describe(
        "absolute or squared: distances do not cancel. signed: the plain sum of differences.",
      ),
    shares: z
      .record(z.string(), z.number().nonnegative())
      .optional()
      .describe(
        "Weight of each group or class, by name; equal if left out, 0 for a name that is not given.",
      ),
  },
  compute: ({ by, reference, form, shares: given }, { groups, classes }) => {
    const names = (by === "group" ? groups : classes).map(({ name }) => name);
    const asked = names.map((name) => (given === undefined ? 1 : (given[name] ?? 0)));
    return (tf, rows) => {
      const weights =
        by === "group"
          ? groupWeights(tf, rows)
          : tf.mul(tf.concat([...rows.classes], 1), rows.weights);
      const { means, sizes } = groupMeans(tf, rows.losses, weights);
      const present = tf.step(sizes);
      const count = positiveOr1(tf, tf.sum(present));
      const absent = tf.mul(tf.sub(1, present), tf.max(means));
      const target =
        reference === "mean"
          ? tf.div(tf.sum(tf.mul(means, present)), count)
          : tf.min(tf.add(means, absent));
      const differences = tf.sub(means, target);
      const distances =
        form === "absolute"
          ? tf.abs(differences)
          : form === "squared"
            ? tf.square(differences)
            : differences;
      const w = shares(tf, tf.mul(present, tf.tensor2d([asked], [1, names.length])));
      return tf.sum(tf.mul(w, distances));
    };
  },
});
