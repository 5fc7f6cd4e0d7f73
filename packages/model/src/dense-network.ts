import type { Random } from "@fairline/numeric";
import { exportOnnx } from "@fairline/tensor";
import type { HostTensor, HostTensors, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import { saveDenseLayers } from "./dense-layers.ts";
import { ONNX_INPUT, ONNX_OUTPUT } from "./saved-network.ts";
import type { SavedNetwork } from "./saved-network.ts";

/** What a hidden unit does to its sum. */
export type Activation = "relu" | "tanh" | "sigmoid" | "elu";

/** A network of fully connected layers. */
export interface DenseNetwork {
  /** Inputs per row. */
  readonly inputs: number;
  /** Units of each hidden layer; empty for logistic regression. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** One for a binary label or a number, as where it is left out; one for each of several classes. */
  readonly outputs?: number | undefined;
}

/** What a saved network makes of its outputs. */
export type Link =
  /** P(positive) of one log-odds. */
  | { readonly kind: "sigmoid" }
  /** P(class) of the logits of all classes. */
  | { readonly kind: "softmax" }
  /** A number: the output times the deviation, plus the mean. */
  | { readonly kind: "linear"; readonly mean: number; readonly deviation: number };

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
  /** Rows x outputs. */
  readonly outputs: Tensor;
  /** Log-odds of the positive class, or the value, of a network of one output; length: rows. */
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
  const outputs = affine(tf, parameters, values, length);
  const logOdds = tf.reshape(outputs, [-1]);
  return { outputs, logOdds, hidden: length === 0 ? undefined : values };
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
 * The network as it is saved, with its link at its end: as a layers model of TensorFlow.js, and as an
 * ONNX file of standard operations with the same parameters.
 *
 * @param link - P(positive) where it is left out.
 */
export async function saveDenseNetwork(
  network: DenseNetwork,
  parameters: HostTensors,
  link: Link = { kind: "sigmoid" },
): Promise<SavedNetwork> {
  const linked = link.kind === "linear" ? inUnits(network, parameters, link) : parameters;
  const onnx = await exportOnnx({
    forward: (tf, tensors, batch) => {
      const made = networkOutputs(tf, network, tensors, { x: batch[ONNX_INPUT]! });
      return { [ONNX_OUTPUT]: linkedOutput(tf, link, made) };
    },
    parameters: linked,
    inputs: { [ONNX_INPUT]: [network.inputs] },
  });
  const layers = layerSizes(network).map(([inputs, units], layer) => {
    const isLast = layer === network.hidden.length;
    const activation = isLast ? link.kind : network.activation;
    return { name: layerName(layer), inputs, units, activation };
  });
  return { ...saveDenseLayers(layers, linked), onnx };
}

function linkedOutput(tf: TensorFlow, link: Link, { outputs, logOdds }: NetworkOutputs): Tensor {
  switch (link.kind) {
    case "sigmoid":
      return tf.sigmoid(logOdds);
    case "softmax":
      return tf.softmax(outputs);
    case "linear":
      return logOdds;
  }
}

/** Parameters whose last layer gives a number in its own units. */
function inUnits(
  network: DenseNetwork,
  parameters: HostTensors,
  { mean, deviation }: { readonly mean: number; readonly deviation: number },
): HostTensors {
  const last = network.hidden.length;
  const [kernel, bias] = [parameters[kernelName(last)]!, parameters[biasName(last)]!];
  return {
    ...parameters,
    [kernelName(last)]: { ...kernel, values: kernel.values.map((value) => value * deviation) },
    [biasName(last)]: { ...bias, values: bias.values.map((value) => value * deviation + mean) },
  };
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
function layerSizes({ inputs, hidden, outputs = 1 }: DenseNetwork): [number, number][] {
  const sizes = [...hidden, outputs];
  return sizes.map((after, layer) => [layer === 0 ? inputs : sizes[layer - 1]!, after]);
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
