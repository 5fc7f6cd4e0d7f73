import type { Tensor } from "../tensorflow.ts";
import type { Optimizer } from "./optimizer.ts";
import { updateGroups, zeroState } from "./parameter-groups.ts";

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
 * The decaying mean of gradients, corrected for its start at 0, is the discounted sum of all gradients so far over the
 * discounted number of steps, `1 + beta1 + beta1^2 + …`; that of squares likewise. State: these two sums, `gradients` and
 * `squares`, as {@link zeroState} lays them out, and the two numbers, `steps1` and `steps2`.
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
      return { ...zeroState(parameters, ["gradients", "squares"]), steps1: none, steps2: none };
    },
    update(tf, tensors) {
      const { state } = tensors;
      const discounted = (sum: Tensor, beta: number, next: Tensor | number): Tensor =>
        tf.add(tf.mul(sum, beta), next);
      const steps1 = discounted(state["steps1"]!, beta1, 1);
      const steps2 = discounted(state["steps2"]!, beta2, 1);
      // learningRate (sums / steps1) / (sqrt(squares / steps2) + epsilon), with as few passes over the parameters as can be.
      const scale = tf.div(steps1, learningRate);
      const perRoot = tf.div(scale, tf.sqrt(steps2));
      const least = tf.mul(scale, epsilon);
      const updated = updateGroups(tf, tensors, (gradient, sumOf) => {
        const sums = discounted(sumOf("gradients"), beta1, gradient);
        const squares = discounted(sumOf("squares"), beta2, tf.square(gradient));
        const change = tf.div(sums, tf.add(tf.mul(tf.sqrt(squares), perRoot), least));
        return { change, state: { gradients: sums, squares } };
      });
      return { ...updated, state: { ...updated.state, steps1, steps2 } };
    },
  };
}
