import type { Optimizer } from "./optimizer.ts";
import { flatten, flatZeros, subtractFlat } from "./optimizer.ts";

/** Settings of {@link adam}. */
export interface AdamOptions {
  readonly learningRate: number;
  /** Decay of the mean of gradients, in [0, 1). */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients, in [0, 1). */
  readonly beta2?: number;
  /** Added to the root of the mean squared gradient. */
  readonly epsilon?: number;
}

/**
 * Adam, with the bias correction of its Algorithm 1.
 *
 * State: `mean` and `square` over all parameters, and `total1`, `total2`, the weights that their decaying means have
 * given out so far: `1 - beta^t`, but summed up, since 1 less a number near 1 loses digits in 32-bit floats.
 *
 * @see Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, doi:10.48550/arXiv.1412.6980
 */
export function adam({
  learningRate,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamOptions): Optimizer {
  return {
    initialState(parameters) {
      const none = { shape: [], values: Float32Array.of(0) };
      return {
        mean: flatZeros(parameters),
        square: flatZeros(parameters),
        total1: none,
        total2: none,
      };
    },
    update(tf, parameters, gradients, state) {
      const gradient = flatten(tf, gradients, Object.keys(parameters));
      const mean = tf.add(tf.mul(state["mean"]!, beta1), tf.mul(gradient, 1 - beta1));
      const square = tf.add(
        tf.mul(state["square"]!, beta2),
        tf.mul(tf.square(gradient), 1 - beta2),
      );
      const total1 = tf.add(tf.mul(state["total1"]!, beta1), 1 - beta1);
      const total2 = tf.add(tf.mul(state["total2"]!, beta2), 1 - beta2);
      const scale = tf.div(learningRate, total1);
      const root = tf.sqrt(tf.div(square, total2));
      const change = tf.div(tf.mul(mean, scale), tf.add(root, epsilon));
      return {
        parameters: subtractFlat(tf, parameters, change),
        state: { mean, square, total1, total2 },
      };
    },
  };
}
