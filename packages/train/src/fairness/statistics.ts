import type { Scalar, Tensor, TensorFlow } from "@fairline/tensor";
import type { TermRows } from "./term-rows.ts";

/** Weights of rows by group, rows x groups; 0 where a row is not in the group, or a condition of 0 or 1 leaves it out. */
export function groupWeights(
  tf: TensorFlow,
  { members, weights }: Pick<TermRows, "members" | "weights">,
  condition?: Tensor,
): Tensor {
  const weighted = tf.mul(members, weights);
  return condition === undefined ? weighted : tf.mul(weighted, condition);
}

/** Weighted means of groups. */
export interface GroupMeans {
  /** Columns x groups; 0 for a group without weight. */
  readonly means: Tensor;
  /** Total weights, 1 x groups. */
  readonly sizes: Tensor;
}

/**
 * Means of some values in each group.
 *
 * @param values - Rows x columns.
 * @param weights - Rows x groups.
 */
export function groupMeans(tf: TensorFlow, values: Tensor, weights: Tensor): GroupMeans {
  const sizes = tf.sum(weights, 0, true);
  const totals =
    values.shape[1] === 1
      ? tf.matMul(tf.reshape(values, [1, -1]), weights)
      : tf.matMul(values, weights, true, false);
  return { means: tf.div(totals, positiveOr1(tf, sizes)), sizes };
}

/** Values that are above 0 as they are, and 1 in place of the others: a divisor that leaves 0 / 0 at 0. */
export function positiveOr1(tf: TensorFlow, values: Tensor): Tensor {
  return tf.add(values, tf.sub(1, tf.step(values)));
}

/** Shares of a total, in the shape of `weights`; all 0 where nothing has weight. */
export function shares(tf: TensorFlow, weights: Tensor): Tensor {
  return tf.div(weights, positiveOr1(tf, tf.sum(weights)));
}

/** The weighted mean of a value of each row; 0 where nothing has weight. Rows x 1 both. */
export function weightedMean(tf: TensorFlow, values: Tensor, weights: Tensor): Scalar {
  return tf.sum(tf.mul(values, shares(tf, weights)));
}

/** How the distances of several groups become one number. */
export type PairForm = "gap" | "squared" | "worst-pair";

/**
 * One number for how far apart groups are.
 *
 * - `gap`: the distance, averaged over all pairs of rows of different groups, so that a pair of groups counts by the product of
 *   its sizes and a group with a few rows in a batch adds little noise;
 * - `squared`: the squared distance, averaged in the same way;
 * - `worst-pair`: the largest distance of two groups that have rows.
 *
 * A group without rows adds nothing; with fewer than two groups it is 0, and so is its gradient.
 *
 * @param means - Columns x groups; distances of several columns are added up.
 * @param sizes - 1 x groups.
 */
export function pairwise(tf: TensorFlow, { means, sizes }: GroupMeans, form: PairForm): Scalar {
  const [columns, groups] = [means.shape[0], means.shape[1]!];
  const differences = tf.sub(
    tf.reshape(means, [columns, 1, groups]),
    tf.reshape(means, [columns, groups, 1]),
  );
  if (form === "worst-pair") {
    const distances = tf.sum(tf.abs(differences), 0);
    const present = tf.step(sizes);
    const pairs = tf.mul(tf.matMul(present, present, true), eachPairOnce(tf, groups));
    return tf.max(tf.mul(distances, pairs));
  }
  const distances = form === "gap" ? tf.abs(differences) : tf.square(differences);
  return overPairs(tf, distances, sizes);
}

/**
 * Distances averaged over all pairs of rows of different groups.
 *
 * @param distances - (… x) groups x groups, symmetric, with 0 for a group and itself.
 * @param sizes - 1 x groups.
 */
export function overPairs(tf: TensorFlow, distances: Tensor, sizes: Tensor): Scalar {
  const groups = sizes.shape[1]!;
  const pairs = tf.mul(sizes, tf.reshape(sizes, [-1, 1]));
  const ofTwoGroups = tf.sum(tf.mul(pairs, tf.sub(1, tf.eye(groups))));
  return tf.div(tf.sum(tf.mul(pairs, distances)), positiveOr1(tf, ofTwoGroups));
}

/** Groups x groups: 1 above the diagonal, else 0. */
function eachPairOnce(tf: TensorFlow, groups: number): Tensor {
  const pairs = Array.from({ length: groups }, (_, g) =>
    Array.from({ length: groups }, (__, h) => (h > g ? 1 : 0)),
  );
  return tf.tensor2d(pairs, [groups, groups]);
}

/** A function of some values that counts as a constant where gradients are taken: it may sort and compare. */
export function asConstant(
  tf: TensorFlow,
  values: Tensor,
  compute: (values: Tensor) => Tensor,
): Tensor {
  // TensorFlow.js types what it passes on as a tensor or a function that saves one; here it is the tensor.
  const constant = tf.customGrad((x) => ({
    value: compute(x as Tensor),
    gradFunc: () => tf.zeros(values.shape),
  }));
  return constant(values);
}

/** The sum of scalars, in their order. */
export function addUp(tf: TensorFlow, values: readonly Scalar[]): Scalar {
  return values.reduce((total, value) => tf.add(total, value));
}

/** The sum of columns of one shape, in their order. */
export function addColumns(tf: TensorFlow, columns: readonly Tensor[]): Tensor {
  return columns.reduce((total, column) => tf.add(total, column));
}
