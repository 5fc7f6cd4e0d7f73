import type { HostTensors, Tensors } from "../tensors.ts";
import { mapValues, sizeOf } from "../tensors.ts";
import type { Tensor, TensorFlow } from "../tensorflow.ts";

/** What an optimizer's update gives. */
export interface Updated {
  readonly parameters: Tensors;
  readonly state: Tensors;
}

/**
 * How parameters follow gradients: pure functions, so that they can be part of a step.
 *
 * State is kept in flat vectors over all parameters, in the order of their names in the record: a handful of
 * large operations a step instead of a dozen small ones per parameter.
 */
export interface Optimizer {
  /** The state before the first step. */
  initialState(parameters: HostTensors): HostTensors;
  /** The parameters and the state after one step. */
  update(tf: TensorFlow, parameters: Tensors, gradients: Tensors, state: Tensors): Updated;
}

/** All tensors as one vector, in the order of `names`. */
export function flatten(tf: TensorFlow, tensors: Tensors, names: readonly string[]): Tensor {
  return tf.concat(names.map((name) => tf.reshape(tensors[name]!, [-1])));
}

/** Every parameter less its part of a flat vector of changes. */
export function subtractFlat(tf: TensorFlow, parameters: Tensors, change: Tensor): Tensors {
  let offset = 0;
  return mapValues(parameters, (parameter) => {
    const part = tf.slice(change, [offset], [parameter.size]);
    offset += parameter.size;
    return tf.sub(parameter, tf.reshape(part, parameter.shape));
  });
}

/** A flat vector of zeros, one for every value of the parameters. */
export function flatZeros(parameters: HostTensors): HostTensors[string] {
  const size = Object.values(parameters).reduce((total, { shape }) => total + sizeOf(shape), 0);
  return { shape: [size], values: new Float32Array(size) };
}
