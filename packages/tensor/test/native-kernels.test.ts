import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { openBackend } from "../src/index.ts";
import type { Tensor, TensorFlow } from "../src/index.ts";
import { hasNative, nativeNote } from "./native.ts";

/** A function of tensors of these shapes, and where on the line their values lie. */
interface Case {
  readonly shapes: readonly (readonly number[])[];
  readonly of: (tf: TensorFlow, ...inputs: Tensor[]) => Tensor;
  /** Uniform between these; -2 and 2 where it is left out. */
  readonly between?: readonly [number, number];
  /** It has no gradient. */
  readonly flat?: true;
}

const some: readonly (readonly number[])[] = [[3, 4]];
const two: readonly (readonly number[])[] = [
  [2, 3, 4],
  [3, 1],
];
const away: readonly [number, number] = [0.2, 3];
const image: readonly number[] = [2, 6, 6, 3];
const rows = (tf: TensorFlow) => tf.tensor1d([2, 0, 2, 1], "int32");

const unary = [
  ...["abs", "neg", "exp", "expm1", "sin", "cos", "tan", "tanh", "sinh", "cosh", "atan", "asinh"],
  ...["sigmoid", "softplus", "relu", "relu6", "elu", "selu", "leakyRelu", "square", "erf"],
  ...["zerosLike", "onesLike", "softmax", "logSoftmax", "logSigmoid", "transpose"],
] as const;
const positive = ["sqrt", "rsqrt", "log", "log1p", "reciprocal", "acosh"] as const;
const rounding = ["sign", "floor", "ceil", "round", "isNaN", "step"] as const;
const binary = ["add", "sub", "mul"] as const;
// TensorFlow.js has no gradient of these where one operand is broadcast.
const unbroadcast = ["squaredDifference", "maximum", "minimum"] as const;
const comparing = ["less", "lessEqual", "greater", "greaterEqual", "equal", "notEqual"] as const;
const reducing = ["sum", "mean", "max", "min", "prod", "logSumExp"] as const;

const named = (names: readonly string[], rest: Omit<Case, "of">): [string, Case][] =>
  names.map((name) => [
    name,
    // Each of these names is a function of tensors alone.
    {
      ...rest,
      of: (tf, ...inputs) =>
        (tf as never as Record<string, (...x: Tensor[]) => Tensor>)[name]!(...inputs),
    },
  ]);

const cases: [string, Case][] = [
  ...named(unary, { shapes: some }),
  ...named(positive, { shapes: some, between: [1.1, 3] }),
  ...named(rounding, { shapes: some, flat: true }),
  ...named(binary, { shapes: two }),
  ...named(unbroadcast, { shapes: [...some, ...some] }),
  ...named(comparing, { shapes: two, flat: true }),
  ...named(["div", "pow", "mod"], { shapes: two, between: away }),
  ...named(unary.slice(0, 6), { shapes: [[]] }),
  ...named(["add", "mul"], { shapes: [[0, 3], [3]] }),
  ...reducing.flatMap((name): [string, Case][] => [
    [`${name} of all`, { shapes: some, of: (tf, x) => tf[name](x) }],
    [`${name} by column`, { shapes: some, of: (tf, x) => tf[name](x, 0) }],
    [`${name} kept`, { shapes: [[2, 3, 4]], of: (tf, x) => tf[name](x, [0, 2], true) }],
  ]),
  ...[0, 1, 2, 3].map((flags): [string, Case] => [
    `matMul with transpositions ${String(flags)}`,
    {
      shapes: [flags & 1 ? [4, 3] : [3, 4], flags & 2 ? [5, 4] : [4, 5]],
      of: (tf, a, b) => tf.matMul(a, b, (flags & 1) > 0, (flags & 2) > 0),
    },
  ]),
  [
    "matMul in batches",
    {
      shapes: [
        [2, 3, 4],
        [2, 4, 5],
      ],
      of: (tf, a, b) => tf.matMul(a, b),
    },
  ],
  ["reshape", { shapes: some, of: (tf, x) => tf.reshape(x, [2, 6]) }],
  [
    "concat",
    {
      shapes: [
        [2, 3],
        [4, 3],
      ],
      of: (tf, a, b) => tf.concat([a, b]),
    },
  ],
  [
    "stack",
    {
      shapes: [
        [2, 3],
        [2, 3],
      ],
      of: (tf, a, b) => tf.stack([a, b], 1),
    },
  ],
  ["split", { shapes: [[2, 6]], of: (tf, x) => tf.split(x, [2, 4], 1)[1]! }],
  ["unstack", { shapes: [[3, 2]], of: (tf, x) => tf.unstack(x)[1]! }],
  ["slice", { shapes: [[4, 5]], of: (tf, x) => tf.slice(x, [1, 2], [2, 3]) }],
  [
    "stridedSlice",
    { shapes: [[6, 5]], flat: true, of: (tf, x) => tf.stridedSlice(x, [0, 1], [6, 5], [2, 2]) },
  ],
  [
    "pad",
    {
      shapes: some,
      of: (tf, x) =>
        tf.pad(
          x,
          [
            [1, 0],
            [0, 2],
          ],
          0.5,
        ),
    },
  ],
  [
    "mirrorPad",
    {
      shapes: some,
      flat: true,
      of: (tf, x) =>
        tf.mirrorPad(
          x,
          [
            [1, 0],
            [0, 2],
          ],
          "reflect",
        ),
    },
  ],
  ["tile", { shapes: some, of: (tf, x) => tf.tile(x, [2, 3]) }],
  ["expandDims", { shapes: some, of: (tf, x) => tf.expandDims(x, 1) }],
  ["reverse", { shapes: some, of: (tf, x) => tf.reverse(x, 1) }],
  ["gather", { shapes: [[3, 4]], of: (tf, x) => tf.gather(x, rows(tf)) }],
  [
    "gatherND",
    {
      shapes: some,
      flat: true,
      of: (tf, x) =>
        tf.gatherND(
          x,
          tf.tensor2d(
            [
              [0, 1],
              [2, 3],
            ],
            [2, 2],
            "int32",
          ),
        ),
    },
  ],
  [
    "unsortedSegmentSum",
    { shapes: [[4, 2]], of: (tf, x) => tf.unsortedSegmentSum(x, rows(tf), 3) },
  ],
  ["oneHot", { shapes: [[1]], flat: true, of: (tf) => tf.oneHot(rows(tf), 3) }],
  [
    "where",
    {
      shapes: [
        [3, 4],
        [3, 4],
      ],
      of: (tf, a, b) => tf.where(tf.cast(tf.reshape(tf.range(0, 12), [3, 4]), "bool"), a, b),
    },
  ],
  ["clipByValue", { shapes: some, of: (tf, x) => tf.clipByValue(x, -1, 1) }],
  ["cumsum", { shapes: some, of: (tf, x) => tf.cumsum(x, 1, true) }],
  ["cumprod", { shapes: some, flat: true, of: (tf, x) => tf.cumprod(x, 1) }],
  ["topk", { shapes: some, flat: true, of: (tf, x) => tf.topk(x, 2).values }],
  ["argMax", { shapes: some, flat: true, of: (tf, x) => tf.argMax(x, 1) }],
  ["cast", { shapes: some, flat: true, of: (tf, x) => tf.cast(x, "int32") }],
  ["prelu", { shapes: [[3, 4], [4]], of: (tf, x, alpha) => tf.prelu(x, alpha) }],
  [
    "einsum",
    {
      flat: true,
      shapes: [
        [3, 4],
        [4, 5],
      ],
      of: (tf, a, b) => tf.einsum("ij,jk->ik", a, b),
    },
  ],
  [
    "conv2d",
    {
      shapes: [image, [3, 3, 3, 4]],
      of: (tf, x, w) => tf.conv2d(x as never, w as never, 2, "same"),
    },
  ],
  [
    "conv2dTranspose",
    {
      shapes: [
        [2, 3, 3, 4],
        [3, 3, 2, 4],
      ],
      of: (tf, x, w) => tf.conv2dTranspose(x as never, w as never, [2, 6, 6, 2], 2, "same"),
    },
  ],
  [
    "depthwiseConv2d",
    {
      shapes: [image, [3, 3, 3, 2]],
      of: (tf, x, w) => tf.depthwiseConv2d(x as never, w as never, 1, "valid"),
    },
  ],
  [
    "conv1d",
    {
      shapes: [
        [2, 7, 3],
        [3, 3, 4],
      ],
      of: (tf, x, w) => tf.conv1d(x as never, w as never, 1, "valid"),
    },
  ],
  ["maxPool", { shapes: [image], of: (tf, x) => tf.maxPool(x as never, 2, 2, "same") }],
  ["avgPool", { shapes: [image], of: (tf, x) => tf.avgPool(x as never, 3, 2, "valid") }],
  [
    "batchNorm",
    {
      shapes: [[5, 3], [3], [3], [3], [3]],
      between: away,
      of: (tf, ...[x, mean, variance, offset, scale]) =>
        tf.batchNorm(x!, mean!, variance!, offset, scale, 1e-3),
    },
  ],
  [
    "localResponseNormalization",
    { shapes: [image], of: (tf, x) => tf.localResponseNormalization(x as never) },
  ],
  [
    "resizeBilinear",
    { shapes: [image], of: (tf, x) => tf.image.resizeBilinear(x as never, [4, 9]) },
  ],
  [
    "resizeNearestNeighbor",
    { shapes: [image], of: (tf, x) => tf.image.resizeNearestNeighbor(x as never, [4, 9]) },
  ],
  [
    "sigmoidCrossEntropy",
    {
      shapes: [
        [3, 2],
        [3, 2],
      ],
      between: [0, 1],
      of: (tf, y, z) => tf.losses.sigmoidCrossEntropy(y, z),
    },
  ],
  [
    "softmaxCrossEntropy",
    {
      shapes: [
        [3, 4],
        [3, 4],
      ],
      between: [0, 1],
      of: (tf, y, z) => tf.losses.softmaxCrossEntropy(tf.softmax(y), z),
    },
  ],
];

/** The result, and the gradient of its weighted sum by each input: all values in a row. */
function compute(tf: TensorFlow, name: string, { shapes, of, between, flat }: Case): number[] {
  const random = createRandom(name);
  const [low, high] = between ?? [-2, 2];
  return tf.tidy(() => {
    const inputs = shapes.map((shape) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const values = Float32Array.from(
        { length: size },
        () => low + (high - low) * random.uniform(),
      );
      return tf.tensor(values, [...shape]);
    });
    const result = of(tf, ...inputs);
    const weights = tf.tensor(
      Float32Array.from({ length: result.size }, (_, i) => Math.sin(i + 1)),
      result.shape,
    );
    const gradients =
      flat === true
        ? []
        : tf.grads((...x: Tensor[]) => tf.sum(tf.mul(of(tf, ...x), weights)))(inputs);
    return [result, ...gradients].flatMap((tensor) => [
      tensor.rank,
      ...tensor.shape,
      ...tensor.dataSync(),
    ]);
  });
}

describe.skipIf(!hasNative)(`kernels of the native backend${nativeNote}`, () => {
  it.each(cases)("give what cpu gives, forward and backward: %s", async (name, each) => {
    const native = compute((await openBackend("native")).use().tf, name, each);
    const cpu = compute((await openBackend("cpu")).use().tf, name, each);
    expect(native.length).toBe(cpu.length);
    for (const [i, value] of native.entries()) expect(value).toBeCloseTo(cpu[i]!, 4);
  });
});
