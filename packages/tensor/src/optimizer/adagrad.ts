import type { Optimizer } from "./optimizer.ts";
import { updateGroups, zeroState } from "./parameter-groups.ts";

/** Settings of {@link adagrad}. */
export interface AdagradOptions {
  readonly learningRate: number;
  /** Added to the root of the sum of squared gradients. */
  readonly epsilon?: number;
}

/**
 * Adagrad: a gradient over the root of the sum of all its squares so far.
 *
 * @see Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12 (2011), 2121-2159
 */
export function adagrad({ learningRate, epsilon = 1e-10 }: AdagradOptions): Optimizer {
  return {
    initialState: (parameters) => zeroState(parameters, ["squares"]),
    update: (tf, tensors) =>
      updateGroups(tf, tensors, (gradient, stateOf) => {
        const squares = tf.add(stateOf("squares"), tf.square(gradient));
        const scaled = tf.div(gradient, tf.add(tf.sqrt(squares), epsilon));
        return { change: tf.mul(scaled, learningRate), state: { squares } };
      }),
  };
}
