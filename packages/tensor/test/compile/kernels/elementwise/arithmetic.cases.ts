import fc from "fast-check";
import type { HostTensor, Tensor, TensorFlow } from "../../../../src/index.ts";
import type { KernelCase } from "../rig.ts";
import { normal, whole } from "../draws.ts";
import { each, kernelCase, ROUNDED, seeded, shapes } from "../rig.ts";

const SPECIAL = [
  Number.NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2.5,
  -2.5,
  1e-7,
  -1e-7,
  3e-4,
  -3e-4,
  0.3,
  -0.3,
  5,
  7,
  20,
  -20,
  80,
  -80,
  100,
  -100,
  3e38,
  -3e38,
  1e-30,
];

const special: HostTensor = { shape: [SPECIAL.length], values: Float32Array.from(SPECIAL) };

/** Where `log1p` and `expm1` lose digits if they are computed as their names say. */
const NEAR_ZERO = [
  1e-10, 1e-8, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.5, 0.99, 0.999999, 1, 2, 30, 88, 1e6, 1e30,
];
const nearZero: HostTensor = {
  shape: [NEAR_ZERO.length * 2 + 2],
  values: Float32Array.from([
    ...NEAR_ZERO,
    ...NEAR_ZERO.map((value) => -value),
    Infinity,
    -Infinity,
  ]),
};

const one = seeded<{ shape: number[] }>({ shape: shapes(0, 4) });

/** Two shapes that broadcast to each other. */
const pair = fc
  .record({
    shape: shapes(0, 4),
    cutA: fc.nat(4),
    cutB: fc.nat(4),
    mask: fc.nat(255),
    seed: fc.nat(),
  })
  .map(({ shape, cutA, cutB, mask, seed }) => {
    const thin = (size: number, i: number, shift: number): number =>
      (mask >> (i + shift)) & 1 ? 1 : size;
    return {
      seed,
      // At most one of the two shapes lacks an axis or has one element along it.
      a: shape.map((size, i) => thin(size, i, 0)).slice(Math.min(cutA, shape.length)),
      b: shape
        .map((size, i) => (thin(size, i, 0) === 1 ? size : thin(size, i, 4)))
        .slice(cutA > 0 ? 0 : Math.min(cutB, shape.length)),
    };
  });

/** Without NaN, of which the sign is NaN compiled and 0 otherwise, and the step 0 and NaN. */
const numbers = (tf: TensorFlow, x: Tensor): Tensor => tf.where(tf.isNaN(x), tf.zerosLike(x), x);

/** Those that are exact, or whose last digit is that of the same library function. */
const exactUnary = (tf: TensorFlow): Record<string, (x: Tensor) => Tensor> => ({
  abs: tf.abs,
  ceil: tf.ceil,
  floor: tf.floor,
  neg: tf.neg,
  relu: tf.relu,
  relu6: tf.relu6,
  round: tf.round,
  sign: (x) => tf.sign(numbers(tf, x)),
  square: tf.square,
  step: (x) => tf.step(numbers(tf, x)),
  stepTo: (x) => tf.step(numbers(tf, x), 0.25),
  clip: (x) => tf.clipByValue(x, -0.75, 1.5),
  leaky: (x) => tf.leakyRelu(x, 0.125),
  zeros: tf.zerosLike,
  ones: tf.onesLike,
  clone: tf.clone,
  toInt: (x) => tf.cast(tf.clipByValue(numbers(tf, x), -1e6, 1e6), "int32"),
  toBool: (x) => tf.cast(numbers(tf, x), "bool"),
});

const roundedUnary = (tf: TensorFlow): Record<string, (x: Tensor) => Tensor> => ({
  acos: tf.acos,
  acosh: tf.acosh,
  asin: tf.asin,
  asinh: tf.asinh,
  atan: tf.atan,
  atanh: tf.atanh,
  cos: (x) => tf.cos(tf.clipByValue(x, -80, 80)),
  cosh: (x) => tf.cosh(tf.clipByValue(x, -80, 80)),
  elu: tf.elu,
  erf: tf.erf,
  exp: (x) => tf.exp(tf.clipByValue(x, -80, 80)),
  expm1: tf.expm1,
  log: tf.log,
  log1p: tf.log1p,
  reciprocal: tf.reciprocal,
  rsqrt: tf.rsqrt,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sin: (x) => tf.sin(tf.clipByValue(x, -80, 80)),
  sinh: tf.sinh,
  softplus: tf.softplus,
  sqrt: tf.sqrt,
  tan: (x) => tf.tan(tf.clipByValue(x, -20, 20)),
  tanh: tf.tanh,
});

const EXACT_KERNELS =
  "Abs Ceil Floor Neg Relu Relu6 Round Sign Square Step ClipByValue LeakyRelu ZerosLike OnesLike Identity Cast".split(
    " ",
  );
const ROUNDED_KERNELS =
  "Acos Acosh Asin Asinh Atan Atanh Cos Cosh Elu Erf Exp Expm1 Log Log1p Reciprocal Rsqrt Selu Sigmoid Sin Sinh Softplus Sqrt Tan Tanh".split(
    " ",
  );

/** Kernels that work element by element. */
export const elementwiseCases: readonly KernelCase[] = [
  kernelCase("exact functions of one tensor", EXACT_KERNELS, {
    params: one,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }) => each(exactUnary(tf), x!),
  }),
  kernelCase("exact functions of special numbers", EXACT_KERNELS, {
    params: seeded({}),
    runs: 1,
    inputs: () => ({ x: special }),
    compute: (tf, { x }) => each(exactUnary(tf), x!),
  }),
  kernelCase("rounded functions of one tensor", ROUNDED_KERNELS, {
    params: one,
    tolerance: { relative: 2e-6, absolute: 1e-6 },
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }) => each(roundedUnary(tf), x!),
  }),
  kernelCase("rounded functions of special numbers", ROUNDED_KERNELS, {
    params: seeded({}),
    runs: 1,
    tolerance: { relative: 2e-6, absolute: 1e-6 },
    inputs: () => ({ x: special }),
    compute: (tf, { x }) => each(roundedUnary(tf), x!),
  }),
  kernelCase("log1p and expm1 near 0, near -1 and far away", ["Log1p", "Expm1"], {
    params: seeded({}),
    runs: 1,
    tolerance: { relative: 1e-6, absolute: 0 },
    inputs: () => ({ x: nearZero }),
    compute: (tf, { x }) => ({ log1p: tf.log1p(x!), expm1: tf.expm1(x!) }),
  }),
  kernelCase(
    "functions of whole numbers",
    ["Abs", "Neg", "Relu", "Sign", "Square", "ClipByValue", "Cast"],
    {
      params: one,
      inputs: ({ shape, seed }) => ({ x: whole(shape, seed, [-5, 6]) }),
      compute: (tf, { x }) => {
        const i = tf.cast(x!, "int32");
        const { abs, neg, square, zeros, ones, clone } = exactUnary(tf) as never as Record<
          string,
          typeof tf.abs
        >;
        return {
          ...each(
            { abs: abs!, neg: neg!, square: square!, zeros: zeros!, ones: ones!, clone: clone! },
            i,
          ),
          relu: tf.relu(i),
          relu6: tf.relu6(i),
          sign: tf.sign(i),
          clip: tf.clipByValue(i, -2, 3),
          round: tf.round(i),
          step: tf.step(i),
          truth: tf.cast(i, "bool"),
          truthAsNumber: tf.cast(tf.cast(i, "bool"), "int32"),
          zerosOfTruth: tf.zerosLike(tf.cast(i, "bool")),
          float: tf.cast(i, "float32"),
        };
      },
      tolerance: ROUNDED,
    },
  ),
  kernelCase(
    "functions of two tensors that broadcast",
    "Add Sub Multiply RealDiv Maximum Minimum SquaredDifference Mod FloorDiv Pow Prelu".split(" "),
    {
      params: pair,
      runs: 30,
      tolerance: ROUNDED,
      inputs: ({ a, b, seed }) => ({ a: normal(a, seed), b: normal(b, `b${String(seed)}`) }),
      compute: (tf, { a, b }) => ({
        add: tf.add(a!, b!),
        sub: tf.sub(a!, b!),
        mul: tf.mul(a!, b!),
        div: tf.div(a!, b!),
        max: tf.maximum(a!, b!),
        min: tf.minimum(a!, b!),
        squared: tf.squaredDifference(a!, b!),
        pow: tf.pow(tf.abs(a!), b!),
        prelu:
          a!.rank >= b!.rank && b!.shape.every((n, i) => n <= a!.shape.slice(a!.rank - b!.rank)[i]!)
            ? tf.prelu(a!, b!)
            : tf.prelu(a!, tf.scalar(0.1)),
        floorDiv: tf.floorDiv(a!, b!),
        mod: tf.mod(a!, b!),
      }),
    },
  ),
  kernelCase(
    "functions of two tensors of whole numbers",
    "Add Sub Multiply Maximum Minimum SquaredDifference Mod FloorDiv Pow AddN".split(" "),
    {
      params: pair,
      runs: 20,
      inputs: ({ a, b, seed }) => ({
        a: whole(a, seed, [-9, 10]),
        b: whole(b, `b${String(seed)}`, [1, 5]),
        sign: whole(b, `s${String(seed)}`, [0, 2]),
      }),
      compute: (tf, { a, b, sign }) => {
        const [x, n] = [tf.cast(a!, "int32"), tf.cast(b!, "int32")];
        const y = tf.mul(n, tf.cast(tf.sub(tf.mul(sign!, 2), 1), "int32"));
        return {
          add: tf.add(x, y),
          sub: tf.sub(x, y),
          mul: tf.mul(x, y),
          div: tf.div(x, y),
          max: tf.maximum(x, y),
          min: tf.minimum(x, y),
          squared: tf.squaredDifference(x, y),
          pow: tf.pow(x, n),
          floorDiv: tf.floorDiv(x, y),
          mod: tf.mod(x, y),
          addN: tf.addN([x, tf.neg(x), x]),
          mixed: tf.add(x, b!),
        };
      },
    },
  ),
  kernelCase("functions of two special numbers", ["Maximum", "Minimum", "Add", "RealDiv"], {
    params: seeded({}),
    runs: 1,
    tolerance: ROUNDED,
    inputs: () => ({ a: special }),
    compute: (tf, { a }) => {
      const b = tf.reshape(a!, [-1, 1]);
      return {
        max: tf.maximum(a!, b),
        min: tf.minimum(a!, b),
        add: tf.add(a!, b),
        mul: tf.mul(a!, b),
        div: tf.div(a!, b),
        prelu: tf.prelu(b, a!),
      };
    },
  }),
  kernelCase("angles", ["Atan2"], {
    params: pair,
    runs: 20,
    tolerance: ROUNDED,
    inputs: ({ a, b, seed }) => ({
      a: normal(a, seed),
      b: normal(b, seed + 1),
      some: special,
      few: whole([6, 1], seed, [-2, 3]),
    }),
    compute: (tf, { a, b, some, few }) => ({
      any: tf.atan2(a!, b!),
      special: tf.atan2(some!, tf.reshape(some!, [-1, 1])),
      axes: tf.atan2(few!, tf.reshape(few!, [1, -1])),
      belowZero: tf.atan2(tf.neg(tf.mul(few!, 0)), few!),
      ofInt: tf.atan2(tf.cast(few!, "int32"), tf.cast(tf.reshape(few!, [1, -1]), "int32")),
    }),
  }),
  kernelCase("sums of several tensors", ["AddN"], {
    params: one,
    tolerance: ROUNDED,
    inputs: ({ shape, seed }) => ({
      a: normal(shape, seed),
      b: normal(shape, seed + 1),
      c: normal(shape, seed + 2),
    }),
    compute: (tf, { a, b, c }) => ({ all: tf.addN([a!, b!, c!]), one: tf.addN([a!]) }),
  }),
  kernelCase("the gradients of element-wise functions", ["EluGrad", "Step"], {
    params: one,
    tolerance: { relative: 1e-5, absolute: 1e-5 },
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed), by: normal(shape, seed + 1) }),
    compute: (tf, { x, by }) =>
      each(
        {
          elu: tf.grad((at: Tensor) => tf.mul(by!, tf.elu(at))),
          relu: tf.grad((at: Tensor) => tf.mul(by!, tf.relu(at))),
          relu6: tf.grad((at: Tensor) => tf.mul(by!, tf.relu6(tf.mul(at, 6)))),
          selu: tf.grad((at: Tensor) => tf.mul(by!, tf.selu(at))),
          softplus: tf.grad((at: Tensor) => tf.mul(by!, tf.softplus(at))),
          clip: tf.grad((at: Tensor) => tf.mul(by!, tf.clipByValue(at, -0.5, 0.5))),
          leaky: tf.grad((at: Tensor) => tf.mul(by!, tf.leakyRelu(at))),
          prelu: tf.grad((at: Tensor) => tf.mul(by!, tf.prelu(at, by!))),
          abs: tf.grad((at: Tensor) => tf.mul(by!, tf.abs(at))),
          max: tf.grad((at: Tensor) => tf.maximum(at, by!)),
          min: tf.grad((at: Tensor) => tf.minimum(at, by!)),
          mod: tf.grad((at: Tensor) => tf.mod(at, by!)),
          pow: tf.grad((at: Tensor) => tf.pow(tf.abs(at), by!)),
          log1p: tf.grad((at: Tensor) => tf.log1p(tf.abs(at))),
          expm1: tf.grad((at: Tensor) => tf.expm1(at)),
          squared: tf.grad((at: Tensor) => tf.squaredDifference(at, by!)),
        },
        x!,
      ),
  }),
];
