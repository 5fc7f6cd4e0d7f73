import { createRandom } from "@fairline/numeric";
import type { EagerBackend, HostTensor, Scalar, Tensor, TensorFlow } from "../../src/index.ts";
import type { OperationCase } from "./operation.ts";

/**
 * Computes an operation on a backend.
 *
 * @returns Its outputs, then the gradient of the sum of their products with fixed weights by each input.
 */
export async function compute(
  backend: EagerBackend,
  operation: OperationCase,
): Promise<HostTensor[]> {
  const { tf } = backend.use();
  const tensors = tf.tidy(() => {
    const inputs = drawInputs(tf, operation);
    // See OperationCase.forward.
    const forward = (...values: Tensor[]): Tensor[] =>
      [operation.forward(tf, values as never[])].flat();
    const outputs = forward(...inputs);
    if (operation.gradient === false) return outputs;
    const gradients = tf.grads((...values: Tensor[]) => weigh(tf, forward(...values)));
    return [...outputs, ...gradients(inputs)];
  });
  return readTensors(tf, tensors);
}

/** Reads tensors and frees them. */
export async function readTensors(tf: TensorFlow, tensors: Tensor[]): Promise<HostTensor[]> {
  try {
    return await Promise.all(
      tensors.map(async (tensor) => ({
        shape: tensor.shape,
        values: Float32Array.from(await tensor.data()),
      })),
    );
  } finally {
    tf.dispose(tensors);
  }
}

function drawInputs(tf: TensorFlow, { name, inputs, draw = "normal" }: OperationCase): Tensor[] {
  const random = createRandom(name);
  const one = (): number => {
    switch (draw) {
      case "normal":
        return random.normal();
      case "positive":
        return 0.1 + 2 * random.uniform();
      case "unit":
        return 1.8 * random.uniform() - 0.9;
      case "above-one":
        return 1.1 + random.uniform();
    }
  };
  return inputs.map((shape) => {
    const length = shape.reduce((size, extent) => size * extent, 1);
    return tf.tensor(Float32Array.from({ length }, one), [...shape]);
  });
}

/** A sum in which every value counts differently, so that no two errors in a gradient cancel. */
export function weigh(tf: TensorFlow, outputs: readonly Tensor[]): Scalar {
  const parts = outputs.map((output) => {
    const weights = Float32Array.from({ length: output.size }, (_, i) => Math.sin(i + 1));
    return tf.sum(tf.mul(tf.cast(output, "float32"), tf.tensor(weights, output.shape)));
  });
  return tf.reshape(tf.addN(parts), []);
}
