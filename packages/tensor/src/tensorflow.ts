import type * as core from "@tensorflow/tfjs-core";
import type * as layers from "@tensorflow/tfjs-layers";
import { registerMethods } from "./tensor-methods.ts";

/** TensorFlow.js's operations, as `@tensorflow/tfjs-core` 4.22 declares them. */
export type TensorFlow = typeof core;

/** TensorFlow.js's layers, as `@tensorflow/tfjs-layers` 4.22 declares them. */
export type Layers = typeof layers;

export type { Scalar, Tensor } from "@tensorflow/tfjs-core";
export type { LayersModel } from "@tensorflow/tfjs-layers";

/** TensorFlow.js once it is loaded. */
export interface TensorFlowModules {
  readonly tf: TensorFlow;
  readonly layers: Layers;
}

/**
 * Loads TensorFlow.js, about 60 ms the first time, and keeps it from writing to the console.
 *
 * Its layers are loaded even where no layer is used: with them come the gradients of all operations. Its `PROD` flag is
 * what silences it: the greeting of the cpu backend and warnings about kernels.
 */
export async function loadTensorFlow(): Promise<TensorFlowModules> {
  const { core, layers } = await import("./tfjs.ts");
  core.env().set("PROD", true);
  registerMethods(core);
  return { tf: core, layers };
}
