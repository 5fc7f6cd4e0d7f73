import type { Tensor, TensorFlow } from "@fairline/tensor";

/**
 * `exp(-|x - y|² / (2 bandwidth²))` of all pairs of rows; rows x rows.
 *
 * @param values - Rows x columns.
 */
export function gaussianKernel(tf: TensorFlow, values: Tensor, bandwidth: number): Tensor {
  return tf.exp(tf.mul(squaredDistances(tf, values), -1 / (2 * bandwidth * bandwidth)));
}

/** One column is subtracted from itself: of lengths and products, near values would lose their digits. */
function squaredDistances(tf: TensorFlow, values: Tensor): Tensor {
  if (values.shape[1] === 1) return tf.square(tf.sub(values, tf.reshape(values, [1, -1])));
  const lengths = tf.sum(tf.square(values), 1, true);
  const products = tf.matMul(values, values, false, true);
  return tf.relu(tf.sub(tf.add(lengths, tf.reshape(lengths, [1, -1])), tf.mul(products, 2)));
}
