import { createRandom } from "@fairline/numeric";
import type {
  Backend,
  Forward,
  HostTensor,
  HostTensors,
  Scalar,
  Tensor,
  TensorFlow,
} from "../../src/index.ts";
import type { OperationCase } from "./operation.ts";

/**
 * Computes an operation on a backend.
 *
 * @returns Its outputs, then the gradient of the sum of their products with fixed weights by each input.
 */
export async function compute(backend: Backend, operation: OperationCase): Promise<HostTensor[]> {
  const session = backend.session((_, parameters, state) => ({ parameters, state, losses: {} }), {
    parameters: {},
    state: {},
  });
  try {
    const outputs = await session.evaluate(forwardOf(operation), drawInputs(operation));
    return Object.keys(outputs).map((_, i) => outputs[`output_${String(i)}`]!);
  } finally {
    session.dispose();
  }
}

function forwardOf({ forward, gradient, inputs }: OperationCase): Forward {
  return (tf, _, batch) => {
    // See OperationCase.forward.
    const apply = (...values: Tensor[]): Tensor[] => [forward(tf, values as never[])].flat();
    const values = inputs.map((_, i) => batch[`input_${String(i)}`]!);
    const gradients =
      gradient === false ? [] : tf.grads((...each: Tensor[]) => weigh(tf, apply(...each)))(values);
    return Object.fromEntries(
      [...apply(...values), ...gradients].map((tensor, i) => [`output_${String(i)}`, tensor]),
    );
  };
}

function drawInputs({ name, inputs, draw = "normal" }: OperationCase): HostTensors {
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
  return Object.fromEntries(
    inputs.map((shape, i) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return [`input_${String(i)}`, { shape, values: Float32Array.from({ length }, one) }];
    }),
  );
}

/** A sum in which every value counts differently, so that no two errors in a gradient cancel. */
export function weigh(tf: TensorFlow, outputs: readonly Tensor[]): Scalar {
  const parts = outputs.map((output) => {
    const weights = Float32Array.from({ length: output.size }, (_, i) => Math.sin(i + 1));
    return tf.sum(tf.mul(tf.cast(output, "float32"), tf.tensor(weights, output.shape)));
  });
  return tf.reshape(tf.addN(parts), []);
}
