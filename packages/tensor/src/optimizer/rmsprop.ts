import type { Optimizer } from "./optimizer.ts";
import { updateGroups, zeroState } from "./parameter-groups.ts";

/** Settings of {@link rmsprop}. */
export interface RmspropOptions {
  readonly learningRate: number;
  /** Decay of the mean of squared gradients, in [0, 1). */
  readonly decay?: number;
  /** Share of the last change that is kept, in [0, 1). */
  readonly momentum?: number;
  /** Added to the root of the mean squared gradient. */
  readonly epsilon?: number;
}

/**
 * RMSprop: a gradient over the root of the decaying mean of its squares, with momentum.
 *
 * @see Tieleman and Hinton, "Lecture 6.5: RMSprop", Neural Networks for Machine Learning, 2012
 */
export function rmsprop({
  learningRate,
  decay = 0.99,
  momentum = 0,
  epsilon = 1e-8,
}: RmspropOptions): Optimizer {
  const names = momentum === 0 ? ["squares"] : ["squares", "velocity"];
  return {
    initialState: (parameters) => zeroState(parameters, names),
    update: (tf, tensors) =>
      updateGroups(tf, tensors, (gradient, stateOf) => {
        const squares = tf.add(
          tf.mul(stateOf("squares"), decay),
          tf.mul(tf.square(gradient), 1 - decay),
        );
        const scaled = tf.div(gradient, tf.add(tf.sqrt(squares), epsilon));
        if (momentum === 0) return { change: tf.mul(scaled, learningRate), state: { squares } };
        const velocity = tf.add(tf.mul(stateOf("velocity"), momentum), scaled);
        return { change: tf.mul(velocity, learningRate), state: { squares, velocity } };
      }),
  };
}
