import { z } from "zod";
import { amongRows } from "../among.ts";
import { among, of } from "../fields.ts";
import { gaussianKernel } from "../kernel.ts";
import { groupWeights, overPairs, positiveOr1 } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/**
 * The squared maximum mean discrepancy of two groups' scores (the biased estimate, which is never below 0), averaged over pairs
 * of groups as the gap of demographic parity is.
 */
export const mmd: Penalty = definePenalty({
  name: "mmd",
  summary:
    "Squared maximum mean discrepancy between the groups' distributions of scores, with a Gaussian kernel.",
  source:
    "Gretton et al., A Kernel Two-Sample Test, JMLR 13 (2012), 723-773, equation 5; in a loss: Prost et al., Toward a better trade-off between performance and fairness with kernel-based distribution matching, 2019, doi:10.48550/arXiv.1910.11779",
  needs: ["groups", "labels"],
  cost: "n²",
  weights: "honoured",
  fields: {
    bandwidth: z
      .number()
      .positive()
      .default(0.1)
      .describe("Deviation of the kernel, in the unit of what is compared."),
    of,
    among,
  },
  compute:
    ({ bandwidth, of: which, among: condition }) =>
    (tf, rows) => {
      const weights = groupWeights(tf, rows, amongRows(tf, rows, condition));
      const sizes = tf.sum(weights, 0, true);
      const portions = tf.div(weights, positiveOr1(tf, sizes));
      const kernel = gaussianKernel(tf, rows[which], bandwidth);
      const inner = tf.matMul(portions, tf.matMul(kernel, portions), true, false);
      const own = tf.sum(tf.mul(inner, tf.eye(inner.shape[0])), 1, true);
      const squared = tf.sub(tf.add(own, tf.transpose(own)), tf.mul(inner, 2));
      // Rounding may leave less than 0 of two groups that are alike.
      return overPairs(tf, tf.relu(squared), sizes);
    },
});
