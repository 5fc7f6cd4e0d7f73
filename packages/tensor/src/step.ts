import type { Optimizer } from "./optimizer/optimizer.ts";
import type { Tensors } from "./tensors.ts";
import { mapValues } from "./tensors.ts";
import type { Scalar, Tensor, TensorFlow } from "./tensorflow.ts";

/** What a step gives. */
export interface StepResult {
  readonly parameters: Tensors;
  readonly state: Tensors;
  /** Scalars to report after the step, by name. */
  readonly losses: Tensors;
}

/**
 * One training step: a pure function of named tensors, written in plain TensorFlow.js operations.
 *
 * It reads no values, keeps nothing and draws nothing at random (masks and orders come in with the batch), so that it
 * can as well be traced and compiled.
 *
 * @param state - The optimizer's.
 */
export type Step = (
  tf: TensorFlow,
  parameters: Tensors,
  state: Tensors,
  batch: Tensors,
) => StepResult;

/** A pure function of parameters and a batch, under the same rules as a {@link Step}. */
export type Forward = (tf: TensorFlow, parameters: Tensors, batch: Tensors) => Tensors;

/** The losses of a batch, all scalars; `loss` is the one to lower. */
export type LossFunction = (
  tf: TensorFlow,
  parameters: Tensors,
  batch: Tensors,
) => Tensors & { readonly loss: Scalar };

/** The step that lowers `loss` by an optimizer, with gradients from TensorFlow.js. */
export function gradientStep(losses: LossFunction, optimizer: Optimizer): Step {
  return (tf, parameters, state, batch) => {
    const names = Object.keys(parameters);
    const found: { losses: Tensors } = { losses: {} };
    const differentiate = tf.valueAndGrads((...values: Tensor[]) => {
      const named = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
      const all = losses(tf, named, batch);
      // valueAndGrads returns the first loss only and would free the others.
      found.losses = mapValues(all, (loss) => tf.keep(loss));
      return all.loss;
    });
    try {
      const { grads } = differentiate(Object.values(parameters));
      const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]!]));
      const updated = optimizer.update(tf, parameters, gradients, state);
      return { parameters: updated.parameters, state: updated.state, losses: found.losses };
    } catch (error) {
      tf.dispose(found.losses);
      throw error;
    }
  };
}
