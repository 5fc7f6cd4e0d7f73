import type { HostTensors, Tensors } from "../tensors.ts";
import type { Tensor, TensorFlow } from "../tensorflow.ts";

/** What an optimizer's update gives. */
export interface Updated {
  readonly parameters: Tensors;
  readonly state: Tensors;
}

/** What an optimizer's update goes by. */
export interface UpdateInputs extends Updated {
  /** Of each parameter, under its name. */
  readonly gradients: Tensors;
  /** A scalar that the change of every parameter is multiplied by: the learning rate's schedule. Undefined for 1. */
  readonly pace?: Tensor | undefined;
}

/** How parameters follow gradients: pure functions, so that they can be part of a step. */
export interface Optimizer {
  /** The state before the first step. */
  initialState(parameters: HostTensors): HostTensors;
  /** The parameters and the state after one step. */
  update(tf: TensorFlow, inputs: UpdateInputs): Updated;
}
