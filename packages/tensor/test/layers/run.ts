import { createRandom } from "@fairline/numeric";
import type { EagerBackend, HostTensor, Tensor, TensorFlow } from "../../src/index.ts";
import type { LayerCase } from "./table.ts";
import { readTensors, weigh } from "../operations/run.ts";

const ROWS = 3;

/**
 * Computes a stack of layers on a backend, with weights drawn from the case's name.
 *
 * @returns Its output while training, then the gradient of the sum of its products with fixed weights by each
 *   trainable parameter.
 */
export async function computeLayers(
  backend: EagerBackend,
  layerCase: LayerCase,
): Promise<HostTensor[]> {
  const { tf, layers } = backend.use();
  const random = createRandom(layerCase.name);
  const model = layers.sequential();
  model.add(layers.layers.inputLayer({ inputShape: [...layerCase.input] }));
  for (const layer of layerCase.build(layers.layers)) model.add(layer);
  const tensors = tf.tidy(() => {
    model.setWeights(
      model.getWeights().map(({ shape }) => draw(tf, shape, () => 0.3 + 0.4 * random.normal())),
    );
    const { vocabulary } = layerCase;
    const x = draw(tf, [ROWS, ...layerCase.input], () =>
      vocabulary === undefined ? random.normal() : random.integer(vocabulary),
    );
    // A sequential model has one output.
    const forward = (): Tensor => model.apply(x, { training: true }) as Tensor;
    if (model.trainableWeights.length === 0) return [forward()];
    const { grads } = tf.variableGrads(() => weigh(tf, [forward()]));
    return [forward(), ...model.trainableWeights.map(({ name }) => grads[name]!)];
  });
  model.dispose();
  return readTensors(tf, tensors);
}

function draw(tf: TensorFlow, shape: readonly (number | null)[], one: () => number): Tensor {
  const extents = shape.map((extent) => extent!);
  const length = extents.reduce((size, extent) => size * extent, 1);
  return tf.tensor(Float32Array.from({ length }, one), extents);
}
