import type { Tensor, TensorFlow } from "@fairline/tensor";
import { shares } from "./statistics.ts";
import type { TermRows } from "./term-rows.ts";

/** Weighted covariances and variances of some rows; all 0 where no row has weight. */
export interface AttributeCovariance {
  /** Of each column of values with each column of the attribute; columns x columns. */
  readonly covariances: Tensor;
  /** Of the values; columns x 1. */
  readonly variances: Tensor;
  /** Of the attribute; 1 x columns. */
  readonly attributeVariances: Tensor;
}

/**
 * How values of rows vary with an attribute, among the rows where it is known.
 *
 * @param values - Rows x columns.
 * @param condition - Rows x 1: 0 for a row that does not count, else 1.
 */
export function attributeCovariance(
  tf: TensorFlow,
  { members, present, weights }: Pick<TermRows, "members" | "present" | "weights">,
  values: Tensor,
  condition?: Tensor,
): AttributeCovariance {
  const known = tf.mul(weights, present);
  const share = shares(tf, condition === undefined ? known : tf.mul(known, condition));
  const centred = (columns: Tensor): Tensor => {
    const means = tf.matMul(share, columns, true, false);
    return tf.sub(columns, means);
  };
  const [deviations, attribute] = [centred(values), centred(members)];
  const weighted = tf.mul(deviations, share);
  return {
    covariances: tf.matMul(weighted, attribute, true, false),
    variances: tf.reshape(tf.sum(tf.mul(weighted, deviations), 0), [-1, 1]),
    attributeVariances: tf.sum(tf.mul(share, tf.square(attribute)), 0, true),
  };
}
