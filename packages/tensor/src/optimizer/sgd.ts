import type { Optimizer } from "./optimizer.ts";
import { updateGroups, zeroState } from "./parameter-groups.ts";

/** Settings of {@link sgd}. */
export interface SgdOptions {
  readonly learningRate: number;
  /** Share of the last change that is kept, in [0, 1); 0 is plain gradient descent. */
  readonly momentum?: number;
}

/**
 * Gradient descent with momentum: `velocity <- momentum * velocity + gradient`, then the parameters less
 * `learningRate * velocity`.
 *
 * @see Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, section 2
 */
export function sgd({ learningRate, momentum = 0 }: SgdOptions): Optimizer {
  return {
    initialState: (parameters) => zeroState(parameters, ["velocity"]),
    update: (tf, parameters, gradients, state) =>
      updateGroups(tf, { parameters, gradients, state }, (gradient, sumOf) => {
        const velocity = tf.add(tf.mul(sumOf("velocity"), momentum), gradient);
        return { change: tf.mul(velocity, learningRate), state: { velocity } };
      }),
  };
}
