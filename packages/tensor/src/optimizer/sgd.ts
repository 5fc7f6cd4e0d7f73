import type { Optimizer } from "./optimizer.ts";
import { updateGroups, zeroState } from "./parameter-groups.ts";

/** Settings of {@link sgd}. */
export interface SgdOptions {
  readonly learningRate: number;
  /** Share of the last change that is kept, in [0, 1); 0 is plain gradient descent. */
  readonly momentum?: number;
  /** Takes the gradient where the momentum will have led, to first order: Nesterov's method. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent with momentum: `velocity <- momentum * velocity + gradient`, then the parameters less
 * `learningRate * velocity`, or with Nesterov's method `learningRate * (gradient + momentum * velocity)`.
 *
 * @see Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013, sections 2 and 2.1
 */
export function sgd({ learningRate, momentum = 0, nesterov = false }: SgdOptions): Optimizer {
  return {
    initialState: (parameters) => zeroState(parameters, ["velocity"]),
    update: (tf, tensors) =>
      updateGroups(tf, tensors, (gradient, sumOf) => {
        const velocity = tf.add(tf.mul(sumOf("velocity"), momentum), gradient);
        const along = nesterov ? tf.add(tf.mul(velocity, momentum), gradient) : velocity;
        return { change: tf.mul(along, learningRate), state: { velocity } };
      }),
  };
}
