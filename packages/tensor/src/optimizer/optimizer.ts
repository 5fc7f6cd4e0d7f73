import type { HostTensors, Tensors } from "../tensors.ts";
import type { TensorFlow } from "../tensorflow.ts";

/** What an optimizer's update gives. */
export interface Updated {
  readonly parameters: Tensors;
  readonly state: Tensors;
}

/** How parameters follow gradients: pure functions, so that they can be part of a step. */
export interface Optimizer {
  /** The state before the first step. */
  initialState(parameters: HostTensors): HostTensors;
  /** The parameters and the state after one step. */
  update(tf: TensorFlow, parameters: Tensors, gradients: Tensors, state: Tensors): Updated;
}
