import { amongRows } from "../among.ts";
import { attributeCovariance } from "../covariance.ts";
import { among, of } from "../fields.ts";
import { positiveOr1 } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/** A variance below this counts as none: what 32-bit floats leave of values that are all the same. */
const LEAST_VARIANCE = 1e-10;

/**
 * Absolute correlation of the scores with belonging to a group, added up over the groups and halved; for two groups it is the absolute
 * correlation. Of a numeric attribute the correlation with it.
 *
 * It is 0 where all scores are the same, or all rows are of one group.
 */
export const correlation: Penalty = definePenalty({
  name: "correlation",
  summary: "Absolute correlation between the attribute and the scores.",
  source:
    "Beutel et al., Putting Fairness Principles into Practice: Challenges, Metrics, and Improvements, AIES 2019, section 4, doi:10.1145/3306618.3314234",
  needs: ["groups", "numbers", "labels"],
  cost: "n",
  weights: "honoured",
  fields: { of, among },
  compute:
    ({ of: which, among: condition }) =>
    (tf, rows) => {
      const { covariances, variances, attributeVariances } = attributeCovariance(
        tf,
        rows,
        rows[which],
        amongRows(tf, rows, condition),
      );
      const products = tf.matMul(variances, attributeVariances);
      const counts = tf.step(tf.sub(products, LEAST_VARIANCE));
      const correlations = tf.div(
        tf.mul(covariances, counts),
        tf.sqrt(positiveOr1(tf, tf.mul(products, counts))),
      );
      return tf.mul(tf.sum(tf.abs(correlations)), correlations.shape[1] === 1 ? 1 : 0.5);
    },
});
