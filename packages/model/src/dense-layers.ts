import { joinValues } from "@fairline/tensor";
import type { HostTensors } from "@fairline/tensor";
import { WEIGHTS_FILE } from "./saved-network.ts";
import type { SavedLayers } from "./saved-network.ts";

/** A fully connected layer as it is saved. */
export interface DenseLayer {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  /** By TensorFlow.js's name. */
  readonly activation: string;
}

/**
 * Fully connected layers, one after another, as a layers model of TensorFlow.js.
 *
 * It is written here and not by `@tensorflow/tfjs-layers`, which would have to be loaded, with a backend to hold the
 * weights, only to give them back.
 *
 * @param parameters - Kernel and bias of each layer, by name, in the order of the layers.
 */
export function saveDenseLayers(
  layers: readonly DenseLayer[],
  parameters: HostTensors,
): SavedLayers {
  const weights = Object.entries(parameters).map(([name, { shape }]) => {
    return { name, shape: [...shape], dtype: "float32" as const };
  });
  return {
    json: {
      format: "layers-model",
      generatedBy: "Fairline",
      modelTopology: {
        class_name: "Sequential",
        config: { name: "fairline", layers: layers.map(layerJson) },
        keras_version: "tfjs-layers 4.22.0",
        backend: "tensor_flow.js",
      },
      weightsManifest: [{ paths: [WEIGHTS_FILE], weights }],
    },
    weights: new Uint8Array(
      joinValues(Object.values(parameters).map(({ values }) => values)).buffer,
    ),
  };
}

/** A layer as TensorFlow.js 4.22 describes it, with every property that it gives one. */
function layerJson({ name, inputs, units, activation }: DenseLayer): object {
  const zeros = { class_name: "Zeros", config: {} };
  return {
    class_name: "Dense",
    config: {
      units,
      activation,
      use_bias: true,
      kernel_initializer: zeros,
      bias_initializer: zeros,
      kernel_regularizer: null,
      bias_regularizer: null,
      activity_regularizer: null,
      kernel_constraint: null,
      bias_constraint: null,
      name,
      trainable: true,
      batch_input_shape: [null, inputs],
      dtype: "float32",
    },
  };
}
