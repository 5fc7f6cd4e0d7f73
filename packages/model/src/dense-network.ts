import type { Random } from "@fairline/numeric";
import { exportOnnx } from "@fairline/tensor";
import type { HostTensor, HostTensors, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import { saveDenseLayers } from "./dense-layers.ts";
import { ONNX_INPUT, ONNX_OUTPUT } from "./saved-network.ts";
import type { SavedNetwork } from "./saved-network.ts";

/** What a hidden unit does to its sum. */
export type Activation = "relu" | "tanh" | "sigmoid" | "elu";

/** A network of fully connected layers with one sigmoid output. */
export interface DenseNetwork {
  /** Inputs per row. */
  readonly inputs: number;
  /** Units of each hidden layer; empty for logistic regression. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
}

/**
 * Draws the parameters to start from: kernels uniform within `sqrt(6 / (in + out))`, biases 0.
 *
 * Inputs that are 0 in every training row get no gradient, so they start and stay at 0 here: what was never
 * seen in training adds nothing to a score.
 *
 * @param active - Per input, whether some training row has it other than 0.
 * @returns `dense_0/kernel` (in x out), `dense_0/bias`, `dense_1/kernel`, …
 * @see Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks",
 *   AISTATS 2010, section 4.2.1
 */
export function drawParameters(
  network: DenseNetwork,
  random: Random,
  active: ArrayLike<boolean>,
): HostTensors {
  const tensors = layerSizes(network).flatMap(([before, after], layer): [string, HostTensor][] => {
    const limit = Math.sqrt(6 / (before + after));
    const values = new Float32Array(before * after);
    for (let i = 0; i < values.length; i++) {
      const draw = (2 * random.uniform() - 1) * limit;
      values[i] = layer === 0 && !active[Math.floor(i / after)] ? 0 : draw;
    }
    return [
      [kernelName(layer), { shape: [before, after], values }],
      [biasName(layer), { shape: [after], values: new Float32Array(after) }],
    ];
  });
  return Object.fromEntries(tensors);
}

/** Number of weights and biases. */
export function parameterCount(network: DenseNetwork): number {
  return layerSizes(network).reduce((total, [before, after]) => total + (before + 1) * after, 0);
}

/** Names of the kernels, which an L2 penalty is about. */
export function kernelNames(network: DenseNetwork): string[] {
  return layerSizes(network).map((_, layer) => kernelName(layer));
}

/** What a network makes of encoded rows. */
export interface NetworkOutputs {
  /** Log-odds of the positive class; length: rows. */
  readonly logOdds: Tensor;
  /** Of the last hidden layer, rows x units; undefined without one. */
  readonly hidden: Tensor | undefined;
}

/** What {@link networkOutputs} takes. */
export interface NetworkInputs {
  /** Rows x inputs. */
  readonly x: Tensor;
  /** What the output of each hidden layer is multiplied by (dropout); none without dropout. */
  readonly masks?: readonly Tensor[];
}

/** The log-odds of rows, and what the last hidden layer makes of them. */
export function networkOutputs(
  tf: TensorFlow,
  network: DenseNetwork,
  parameters: Tensors,
  { x, masks = [] }: NetworkInputs,
): NetworkOutputs {
  let values: Tensor = x;
  for (const layer of network.hidden.keys()) {
    const active = activate(tf, network.activation, affine(tf, parameters, values, layer));
    const mask = masks[layer];
    values = mask === undefined ? active : tf.mul(active, mask);
  }
  const { length } = network.hidden;
  const logOdds = tf.reshape(affine(tf, parameters, values, length), [-1]);
  return { logOdds, hidden: length === 0 ? undefined : values };
}

/** The log-odds of the positive class; length: rows. */
export function logOdds(
  tf: TensorFlow,
  network: DenseNetwork,
  parameters: Tensors,
  inputs: NetworkInputs,
): Tensor {
  return networkOutputs(tf, network, parameters, inputs).logOdds;
}

/**
 * The network as it is saved, with a sigmoid at its end, P(positive): as a layers model of TensorFlow.js, and as an
 * ONNX file of standard operations with the same parameters.
 */
export async function saveDenseNetwork(
  network: DenseNetwork,
  parameters: HostTensors,
): Promise<SavedNetwork> {
  const onnx = await exportOnnx({
    forward: (tf, tensors, batch) => ({
      [ONNX_OUTPUT]: tf.sigmoid(logOdds(tf, network, tensors, { x: batch[ONNX_INPUT]! })),
    }),
    parameters,
    inputs: { [ONNX_INPUT]: [network.inputs] },
  });
  const layers = layerSizes(network).map(([inputs, units], layer) => {
    const isLast = layer === network.hidden.length;
    const activation = isLast ? "sigmoid" : network.activation;
    return { name: layerName(layer), inputs, units, activation };
  });
  return { ...saveDenseLayers(layers, parameters), onnx };
}

function activate(tf: TensorFlow, activation: Activation, x: Tensor): Tensor {
  switch (activation) {
    case "relu":
      return tf.relu(x);
    case "tanh":
      return tf.tanh(x);
    case "sigmoid":
      return tf.sigmoid(x);
    case "elu":
      return tf.elu(x);
  }
}

function affine(tf: TensorFlow, parameters: Tensors, x: Tensor, layer: number): Tensor {
  const product = tf.matMul(x, parameters[kernelName(layer)]!);
  return tf.add(product, parameters[biasName(layer)]!);
}

/** Pairs of (inputs, outputs), one per layer. */
function layerSizes({ inputs, hidden }: DenseNetwork): [number, number][] {
  const outputs = [...hidden, 1];
  return outputs.map((after, layer) => [layer === 0 ? inputs : outputs[layer - 1]!, after]);
}

function layerName(layer: number): string {
  return `dense_${String(layer)}`;
}

function kernelName(layer: number): string {
  return `${layerName(layer)}/kernel`;
}

function biasName(layer: number): string {
  return `${layerName(layer)}/bias`;
}
