import { z } from "zod";
import { amongRows } from "../among.ts";
import { among, of } from "../fields.ts";
import { gaussianKernel } from "../kernel.ts";
import { shares } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/**
 * The Hilbert-Schmidt independence criterion of scores and attribute, `tr(K H L H) / n²` (the biased estimate): K is a Gaussian
 * kernel of the scores, L the product of the attribute's columns, so that two rows of one group have 1 and others 0.
 */
export const hsic: Penalty = definePenalty({
  name: "hsic",
  summary: "Hilbert-Schmidt independence criterion between the scores and the attribute.",
  source:
    "Gretton et al., Measuring Statistical Dependence with Hilbert-Schmidt Norms, ALT 2005, doi:10.1007/11564089_7; in a loss: Li et al., Kernel Dependence Regularizers and Gaussian Processes with Applications to Algorithmic Fairness, 2019, doi:10.48550/arXiv.1911.04322",
  needs: ["groups", "numbers", "labels"],
  cost: "n²",
  weights: "honoured",
  fields: {
    bandwidth: z
      .number()
      .positive()
      .default(0.2)
      .describe("Deviation of the kernel of the scores, in their unit."),
    of,
    among,
  },
  compute:
    ({ bandwidth, of: which, among: condition }) =>
    (tf, rows) => {
      const known = tf.mul(rows.weights, rows.present);
      const chosen = amongRows(tf, rows, condition);
      const share = shares(tf, chosen === undefined ? known : tf.mul(known, chosen));
      const kernel = gaussianKernel(tf, rows[which], bandwidth);
      // Columns less their means, weighted: the trace is the sum of K over the products of these.
      const means = tf.matMul(share, rows.members, true, false);
      const centred = tf.mul(tf.sub(rows.members, means), share);
      return tf.relu(tf.sum(tf.mul(centred, tf.matMul(kernel, centred))));
    },
});
