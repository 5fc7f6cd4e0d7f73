import type { Random } from "@fairline/numeric";
import type { HostTensor, HostTensors, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import type { Span } from "./row-codec.ts";

/** The sizes of both networks. */
export interface GanShape {
  readonly spans: readonly Span[];
  /** Sum of the sizes of the spans. */
  readonly width: number;
  /** Values that say what kind of row is wanted. */
  readonly conditions: number;
  /** Random values that a row is made of. */
  readonly noise: number;
  /** Units of both hidden layers of either network. */
  readonly hidden: number;
}

/** How sharp choices are: the temperature of the Gumbel softmax. */
const TEMPERATURE = 0.2;
/** The slope of a critic's units below 0. */
const LEAK = 0.2;

/** Parameters to start from: kernels uniform within `sqrt(6 / (in + out))`, biases 0; of `generator/…` and `critic/…`. */
export function drawNetworks(shape: GanShape, random: Random): HostTensors {
  const { width, conditions, noise, hidden } = shape;
  return {
    ...layers("generator", [noise + conditions, hidden, hidden, width], random),
    ...layers("critic", [width + conditions, hidden, hidden, 1], random),
  };
}

/**
 * Rows that the generator makes.
 *
 * @param batch - `noise` (rows x noise), `condition` (rows x conditions), `gumbel` (rows x width: draws of the standard Gumbel distribution).
 * @returns Rows x width: numbers in [-1, 1], and choices whose chances sum to 1.
 */
export function generate(
  tf: TensorFlow,
  parameters: Tensors,
  batch: Tensors,
  { spans }: Pick<GanShape, "spans">,
): Tensor {
  const input = tf.concat([batch["noise"]!, batch["condition"]!], 1);
  const first = tf.relu(affine(tf, parameters, "generator", [input, 0]));
  const second = tf.relu(affine(tf, parameters, "generator", [first, 1]));
  const output = affine(tf, parameters, "generator", [second, 2]);
  let at = 0;
  const parts = spans.map(({ kind, size }) => {
    const own = tf.slice(output, [0, at], [-1, size]);
    const draws = tf.slice(batch["gumbel"]!, [0, at], [-1, size]);
    at += size;
    return kind === "number" ? tf.tanh(own) : tf.softmax(tf.div(tf.add(own, draws), TEMPERATURE));
  });
  return tf.concat(parts, 1);
}

/** The critic's scores of rows, rows x 1, and their gradients by the rows, rows x (width + conditions). */
export function criticise(
  tf: TensorFlow,
  parameters: Tensors,
  rows: Tensor,
): { readonly scores: Tensor; readonly gradients: Tensor } {
  const first = affine(tf, parameters, "critic", [rows, 0]);
  const slopes1 = tf.step(first, LEAK);
  const second = affine(tf, parameters, "critic", [tf.mul(first, slopes1), 1]);
  const slopes2 = tf.step(second, LEAK);
  const scores = affine(tf, parameters, "critic", [tf.mul(second, slopes2), 2]);
  // The chain rule by hand: the units are linear in pieces, so that their slopes count as constants, and the norm of the gradient needs no second
  // derivatives.
  const kernel = (layer: number): Tensor => parameters[kernelName("critic", layer)]!;
  const above = tf.mul(slopes2, tf.transpose(kernel(2)));
  const below = tf.mul(slopes1, tf.matMul(above, kernel(1), false, true));
  return { scores, gradients: tf.matMul(below, kernel(0), false, true) };
}

function layers(network: string, sizes: readonly number[], random: Random): HostTensors {
  const tensors = sizes.slice(1).flatMap((after, layer): [string, HostTensor][] => {
    const before = sizes[layer]!;
    const limit = Math.sqrt(6 / (before + after));
    const values = Float32Array.from(
      { length: before * after },
      () => (2 * random.uniform() - 1) * limit,
    );
    return [
      [kernelName(network, layer), { shape: [before, after], values }],
      [biasName(network, layer), { shape: [after], values: new Float32Array(after) }],
    ];
  });
  return Object.fromEntries(tensors);
}

function affine(
  tf: TensorFlow,
  parameters: Tensors,
  network: string,
  [x, layer]: readonly [Tensor, number],
): Tensor {
  const product = tf.matMul(x, parameters[kernelName(network, layer)]!);
  return tf.add(product, parameters[biasName(network, layer)]!);
}

const kernelName = (network: string, layer: number): string => `${network}/kernel${String(layer)}`;
const biasName = (network: string, layer: number): string => `${network}/bias${String(layer)}`;
