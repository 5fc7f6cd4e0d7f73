import { describe, it } from "vitest";
import type { Tensor, TensorFlow } from "../../../src/index.ts";
import type { Differentiated } from "./rig.ts";
import { expectGradient, weighed } from "./rig.ts";
import { normal, whole } from "../kernels/draws.ts";

/** A function of `x`, and of a filter `f` where one is given. */
const of = (
  x: readonly number[],
  call: (tf: TensorFlow, x: never, f: never) => Tensor,
  f?: readonly number[],
): Differentiated => ({
  parameters: { x: normal(x, "x"), ...(f === undefined ? {} : { f: normal(f, "f") }) },
  loss: (tf, tensors) => weighed(tf, call(tf, tensors["x"] as never, tensors["f"] as never)),
});

/** Scaled by its own moments along axes, and by `f`. */
const standardized = (tf: TensorFlow, x: Tensor, axes: number[], f: Tensor): Tensor => {
  const { mean, variance } = tf.moments(x, axes, true);
  const spread = tf.sqrt(tf.add(variance, 1e-3));
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), spread), f), f);
};

const operations: Record<string, Differentiated> = {
  "a product of matrices": of([3, 4], (tf, x, f) => tf.matMul(x, f), [4, 2]),
  "a product of transposed matrices": of([4, 3], (tf, x, f) => tf.matMul(x, f, true, true), [2, 4]),
  "a dense layer in one kernel": of([3, 4], (tf, x, f) => tf.elu(tf.matMul(x, f)), [4, 2]),
  "an embedding": {
    parameters: { table: normal([5, 3], "table") },
    inputs: { at: whole([4, 2], "at", [0, 5]) },
    loss: (tf, { table, at }) => weighed(tf, tf.gather(table!, tf.cast(at!, "int32"))),
  },
  "a gathering of columns": {
    parameters: { table: normal([3, 5], "table") },
    inputs: { at: whole([4], "at", [0, 5]) },
    loss: (tf, { table, at }) => weighed(tf, tf.gather(table!, tf.cast(at!, "int32"), 1)),
  },
  "a gathering from each of a batch": {
    parameters: { table: normal([2, 5, 3], "table") },
    inputs: { at: whole([2, 4], "at", [0, 5]) },
    loss: (tf, { table, at }) => weighed(tf, tf.gather(table!, tf.cast(at!, "int32"), 1, 1)),
  },
  conv1d: of([2, 6, 2], (tf, x, f) => tf.conv1d(x, f, 2, "same"), [3, 2, 3]),
  "conv2d, same": of([2, 5, 4, 2], (tf, x, f) => tf.conv2d(x, f, [2, 1], "same"), [3, 2, 2, 3]),
  "conv2d, valid": of([1, 6, 5, 2], (tf, x, f) => tf.conv2d(x, f, 2, "valid"), [3, 2, 2, 3]),
  "conv2d, padded explicitly": of(
    [1, 4, 4, 1],
    (tf, x, f) =>
      tf.conv2d(x, f, 1, [
        [0, 0],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
    [2, 2, 1, 2],
  ),
  "conv2d, channels first": of(
    [1, 2, 4, 4],
    (tf, x, f) => tf.conv2d(x, f, 1, "same", "NCHW"),
    [2, 2, 2, 2],
  ),
  conv2dTranspose: of(
    [1, 3, 3, 2],
    (tf, x, f) => tf.conv2dTranspose(x, f, [1, 6, 6, 1], 2, "same"),
    [3, 3, 1, 2],
  ),
  conv3d: of([1, 3, 4, 3, 2], (tf, x, f) => tf.conv3d(x, f, 1, "same"), [2, 2, 2, 2, 2]),
  "depthwise convolution": of(
    [2, 5, 4, 2],
    (tf, x, f) => tf.depthwiseConv2d(x, f, 2, "same"),
    [3, 3, 2, 2],
  ),
  "separable convolution": of(
    [1, 4, 4, 2],
    (tf, x, f) => tf.separableConv2d(x, f, tf.ones([1, 1, 4, 2]) as never, 1, "same"),
    [2, 2, 2, 2],
  ),
  "max pooling": of([1, 5, 4, 2], (tf, x) => tf.maxPool(x, [2, 3], 2, "same")),
  // TensorFlow.js's own gradient divides by the whole window at the edge.
  "average pooling, same": of([1, 5, 4, 2], (tf, x) => tf.avgPool(x, [2, 3], 2, "same")),
  "average pooling, valid": of([1, 5, 4, 2], (tf, x) => tf.avgPool(x, 2, 1, "valid")),
  // Of windows that are no cubes, TensorFlow.js's own finds the wrong indices.
  "max pooling over three axes": of([1, 3, 4, 3, 2], (tf, x) =>
    tf.maxPool3d(x, [1, 3, 2], 1, "same"),
  ),
  "average pooling over three axes": of([1, 3, 4, 3, 1], (tf, x) =>
    tf.avgPool3d(x, [2, 1, 2], [2, 1, 1], "same"),
  ),
  "batch normalisation by its own moments": of(
    [6, 3],
    (tf, x, f) => {
      const { mean, variance } = tf.moments(x, [0]);
      return tf.batchNorm(x, mean, variance, f, f, 1e-3);
    },
    [3],
  ),
  "layer normalisation": of([3, 6], (tf, x, f) => standardized(tf, x, [1], f), [6]),
  // Neither is right in TensorFlow.js for images that are not square or that have centres.
  "resizing, bilinear": of([1, 3, 2, 1], (tf, x) => tf.image.resizeBilinear(x, [5, 4])),
  "resizing, bilinear with centres": of([1, 3, 2, 1], (tf, x) =>
    tf.image.resizeBilinear(x, [5, 4], false, true),
  ),
  "resizing, bilinear between corners": of([1, 1, 3, 1], (tf, x) =>
    tf.image.resizeBilinear(x, [4, 2], true),
  ),
  "resizing, nearest": of([2, 3, 2, 1], (tf, x) => tf.image.resizeNearestNeighbor(x, [2, 4])),
  "resizing, nearest with centres": of([1, 3, 2, 1], (tf, x) =>
    tf.image.resizeNearestNeighbor(x, [5, 4], false, true),
  ),
  "scaling by the channels near": of([1, 2, 2, 5], (tf, x) =>
    tf.localResponseNormalization(x, 1, 1.2, 0.4, 0.6),
  ),
  angles: of([2, 4], (tf, x, f) => tf.atan2(x, f), [4]),
  products: of([2, 3, 4], (tf, x) => tf.prod(x, [0, 2])),
  softmax: of([3, 4], (tf, x) => tf.softmax(x)),
  logSoftmax: of([3, 4], (tf, x) => tf.logSoftmax(x)),
  logSumExp: of([3, 4], (tf, x) => tf.logSumExp(x, 1)),
  maxima: of([3, 4], (tf, x) => tf.max(x, 1)),
  minima: of([3, 4], (tf, x) => tf.min(x, 0)),
  means: of([2, 3, 4], (tf, x) => tf.mean(x, [0, 2])),
  "running sums": of([3, 4], (tf, x) => tf.cumsum(x, 1, true, true)),
  slices: of([4, 5], (tf, x) => tf.slice(x, [1, 2], [2, 3])),
  borders: of([2, 3], (tf, x) =>
    tf.pad(x, [
      [1, 0],
      [2, 1],
    ]),
  ),
  "mirrored borders by gathering": of([4, 3], (tf, x) => tf.reverse(x, 0)),
  joining: of([2, 3], (tf, x, f) => tf.concat([x, f, x], 1), [2, 2]),
  "stacking and parting": of([2, 3], (tf, x) => tf.add(tf.unstack(tf.stack([x, x, x]), 1)[0]!, 1)),
  splitting: of([2, 6], (tf, x) =>
    tf.mul(...(tf.split(x, [2, 2, 2], 1).slice(0, 2) as [Tensor, Tensor])),
  ),
  repeating: of([2, 3], (tf, x) => tf.tile(x, [2, 3])),
  segments: {
    parameters: { x: normal([5, 2], "x") },
    inputs: { ids: whole([5], "ids", [-1, 3]) },
    loss: (tf, { x, ids }) =>
      weighed(tf, tf.unsortedSegmentSum(x!, tf.cast(ids!, "int32") as never, 3)),
  },
  choices: {
    parameters: { x: normal([2, 3], "x"), f: normal([2, 3], "f") },
    inputs: { c: whole([2, 3], "c", [0, 2]) },
    loss: (tf, { x, f, c }) =>
      weighed(tf, tf.where(tf.cast(c!, "bool"), tf.square(x!), tf.mul(f!, 2))),
  },
  "space for batch": of([1, 4, 4, 1], (tf, x) =>
    tf.spaceToBatchND(
      x,
      [2, 2],
      [
        [0, 0],
        [0, 0],
      ],
    ),
  ),
};

const functions: Record<string, (tf: TensorFlow, x: Tensor) => Tensor> = {
  relu: (tf, x) => tf.relu(x),
  relu6: (tf, x) => tf.relu6(tf.mul(x, 5)),
  elu: (tf, x) => tf.elu(x),
  selu: (tf, x) => tf.selu(x),
  leakyRelu: (tf, x) => tf.leakyRelu(x, 0.1),
  prelu: (tf, x) => tf.prelu(x, tf.scalar(0.2)),
  sigmoid: (tf, x) => tf.sigmoid(x),
  logSigmoid: (tf, x) => tf.logSigmoid(x),
  softplus: (tf, x) => tf.softplus(x),
  tanh: (tf, x) => tf.tanh(x),
  exp: (tf, x) => tf.exp(x),
  expm1: (tf, x) => tf.expm1(x),
  log: (tf, x) => tf.log(tf.abs(x)),
  log1p: (tf, x) => tf.log1p(tf.square(x)),
  sqrt: (tf, x) => tf.sqrt(tf.abs(x)),
  rsqrt: (tf, x) => tf.rsqrt(tf.abs(x)),
  square: (tf, x) => tf.square(x),
  pow: (tf, x) => tf.pow(tf.abs(x), 1.7),
  abs: (tf, x) => tf.abs(x),
  erf: (tf, x) => tf.erf(x),
  sin: (tf, x) => tf.sin(x),
  cos: (tf, x) => tf.cos(x),
  tan: (tf, x) => tf.tan(tf.mul(x, 0.3)),
  asin: (tf, x) => tf.asin(tf.mul(x, 0.3)),
  acos: (tf, x) => tf.acos(tf.mul(x, 0.3)),
  atan: (tf, x) => tf.atan(x),
  sinh: (tf, x) => tf.sinh(x),
  cosh: (tf, x) => tf.cosh(x),
  asinh: (tf, x) => tf.asinh(x),
  acosh: (tf, x) => tf.acosh(tf.add(tf.abs(x), 1.5)),
  atanh: (tf, x) => tf.atanh(tf.mul(x, 0.3)),
  reciprocal: (tf, x) => tf.reciprocal(x),
  clip: (tf, x) => tf.clipByValue(x, -0.5, 0.8),
  division: (tf, x) => tf.div(x, tf.add(tf.square(x), 1)),
  squaredDifference: (tf, x) => tf.squaredDifference(x, tf.mul(x, 0.3)),
  maximum: (tf, x) => tf.maximum(x, 0.2),
  minimum: (tf, x) => tf.minimum(x, 0.2),
  mod: (tf, x) => tf.mod(x, 0.7),
};

describe("compiled gradients are those of central differences", () => {
  it.each(Object.entries(operations))("of %s", async (_, given) => {
    await expectGradient(given);
  });

  it.each(Object.entries(functions))("of the function %s", async (_, call) => {
    await expectGradient(of([2, 4], (tf, x) => call(tf, x)));
  });
});
