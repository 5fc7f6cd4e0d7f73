import type * as core from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";

/**
 * Gives tensors the methods that TensorFlow.js 4.22 calls on them itself, in the gradients of `prod` and of `gather` from each
 * of a batch, although its core leaves all methods out.
 */
export function registerMethods(tf: typeof core): void {
  Object.assign(tf.Tensor.prototype, {
    reshape(this: Tensor, shape: number[]): Tensor {
      return tf.reshape(this, shape);
    },
    slice(this: Tensor, begin: number | number[], size?: number | number[]): Tensor {
      return tf.slice(this, begin, size);
    },
    split(this: Tensor, parts: number | number[], axis?: number): Tensor[] {
      return tf.split(this, parts, axis);
    },
  });
}
