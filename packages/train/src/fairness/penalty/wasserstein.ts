import type { Scalar, Tensor, TensorFlow } from "@fairline/tensor";
import { amongRows } from "../among.ts";
import { among, of } from "../fields.ts";
import { addUp, asConstant, groupWeights, overPairs, positiveOr1 } from "../statistics.ts";
import { definePenalty } from "../term.ts";
import type { Penalty } from "../term.ts";

/**
 * The 1-Wasserstein distance of two groups' scores: the area between their distribution functions. Averaged over pairs of groups
 * as the gap of demographic parity is, which it never is below; of several classes, added up over their scores.
 */
export const wasserstein: Penalty = definePenalty({
  name: "wasserstein",
  summary: "1-Wasserstein distance between the groups' distributions of scores.",
  source:
    "Jiang et al., Wasserstein Fair Classification, UAI 2019, section 3, doi:10.48550/arXiv.1907.12059",
  needs: ["groups", "labels"],
  cost: "n log n",
  weights: "honoured",
  fields: { of, among },
  compute:
    ({ of: which, among: condition }) =>
    (tf, rows) => {
      const weights = groupWeights(tf, rows, amongRows(tf, rows, condition));
      const values = rows[which];
      const columns = values.shape[1] === 1 ? [values] : tf.split(values, values.shape[1]!, 1);
      return addUp(
        tf,
        columns.map((column) => distance(tf, column, weights)),
      );
    },
});

/**
 * The area between neighbours is the gap between them times how much more of one group lies above it than of the other. Added up, each
 * value has a coefficient that depends on the order alone.
 *
 * @param values - Rows x 1.
 * @param weights - Rows x groups.
 */
function distance(tf: TensorFlow, values: Tensor, weights: Tensor): Scalar {
  const [rows, groups] = [weights.shape[0], weights.shape[1]!];
  if (rows < 2) return tf.mul(tf.sum(values), 0);
  const sizes = tf.sum(weights, 0, true);
  const portions = tf.div(weights, positiveOr1(tf, sizes));
  const coefficients = asConstant(tf, tf.reshape(values, [-1]), (numbers) => {
    const descending = tf.topk(numbers, rows, true).indices;
    const above = tf.cumsum(tf.gather(portions, descending), 0);
    const differences = tf.reshape(
      tf.abs(tf.sub(tf.reshape(above, [rows, groups, 1]), tf.reshape(above, [rows, 1, groups]))),
      [rows, groups * groups],
    );
    // Nothing lies below the last value: what rounding leaves there counts for nothing.
    const gaps = tf.slice(differences, [0, 0], [rows - 1, groups * groups]);
    const [before, after] = [0, 1].map((at) =>
      tf.pad(gaps, [
        [at, 1 - at],
        [0, 0],
      ]),
    );
    return tf.scatterND(tf.reshape(descending, [rows, 1]), tf.sub(before!, after!), [
      rows,
      groups * groups,
    ]);
  });
  const areas = tf.matMul(values, coefficients, true, false);
  return overPairs(tf, tf.reshape(areas, [groups, groups]), sizes);
}
