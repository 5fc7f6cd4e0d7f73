import { normal, whole } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { each, kernelCase, ROUNDED, seeded, SUMMED } from "../rig.ts";
import { along } from "../case-draws.ts";

/** Kernels that summarise. */
export const reductionCases: readonly KernelCase[] = [
  kernelCase("reductions", "Sum Mean Max Min Prod".split(" "), {
    params: along(0),
    runs: 30,
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { axes }) =>
      Object.assign(
        {},
        ...[undefined, axes].flatMap((axis, a) =>
          [false, true].map((keep) => {
            const tag = `${String(a)} ${String(keep)}`;
            return {
              [`sum ${tag}`]: tf.sum(x!, axis, keep),
              [`prod ${tag}`]: tf.prod(x!, axis, keep),
              // Of nothing, TensorFlow.js's own backends give what is left over in memory.
              ...(x!.size > 0
                ? {
                    [`mean ${tag}`]: tf.mean(x!, axis, keep),
                    [`max ${tag}`]: tf.max(x!, axis, keep),
                    [`min ${tag}`]: tf.min(x!, axis, keep),
                    [`lse ${tag}`]: tf.logSumExp(x!, axis, keep),
                  }
                : {}),
            };
          }),
        ),
      ) as never,
  }),
  kernelCase(
    "reductions of whole numbers and of booleans",
    ["Sum", "Max", "Min", "Prod", "Mean", "All", "Any"],
    {
      params: along(0),
      tolerance: ROUNDED,
      inputs: ({ shape, seed }) => ({ x: whole(shape, seed, [-2, 3]) }),
      compute: (tf, { x }, { axes }) => {
        const [i, b] = [tf.cast(x!, "int32"), tf.cast(x!, "bool")];
        return {
          sum: tf.sum(i, axes),
          ...(x!.size > 0
            ? {
                mean: tf.mean(i, axes),
                share: tf.mean(b, axes),
                max: tf.max(i, axes, true),
                min: tf.min(i, axes),
                all: tf.all(b, axes),
                any: tf.any(b, axes, true),
                allOfAll: tf.all(b),
                anyOfAll: tf.any(b),
                maxOfTruth: tf.max(b, axes),
                minOfTruth: tf.min(b, axes),
              }
            : {}),
          prod: tf.prod(i, axes),
          count: tf.sum(b, axes),
        };
      },
    },
  ),
  kernelCase("reductions of NaN and infinities", ["Max", "Min", "Sum", "Mean"], {
    params: seeded({}),
    runs: 1,
    inputs: () => ({
      x: {
        shape: [4, 3],
        values: Float32Array.of(
          1,
          NaN,
          2,
          Infinity,
          1,
          -1,
          -Infinity,
          2,
          3,
          Infinity,
          -Infinity,
          0,
        ),
      },
    }),
    compute: (tf, { x }) =>
      each(
        {
          max: (a) => tf.max(a, 1),
          min: (a) => tf.min(a, 1),
          sum: (a) => tf.sum(a, 1),
          mean: (a) => tf.mean(a, 1),
        },
        x!,
      ),
  }),
  kernelCase("indices of extremes, the first of ties", ["ArgMax", "ArgMin"], {
    params: along(1, { min: 1 }),
    inputs: ({ shape, seed }) => ({ x: whole(shape, seed, [0, 3]) }),
    compute: (tf, { x }, { axis }) => ({
      max: tf.argMax(x!, axis),
      min: tf.argMin(x!, axis),
      maxOfInt: tf.argMax(tf.cast(x!, "int32"), axis),
      minOfInt: tf.argMin(tf.cast(x!, "int32"), axis),
    }),
  }),
  kernelCase("running sums", ["Cumsum"], {
    params: along(1, { min: 1 }),
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    // From the back, TensorFlow.js's cpu backend gives the result in the wrong shape.
    compute: (tf, { x }, { axis, shape, seed }) => ({
      sum: tf.cumsum(x!, axis < 0 ? axis + shape.length : axis, seed % 2 === 0, seed % 3 === 0),
      sumOfInt: tf.cumsum(tf.cast(tf.round(x!), "int32"), 0, seed % 3 === 0, seed % 2 === 0),
    }),
  }),
  kernelCase("running products", ["Cumprod"], {
    params: along(1, { min: 1, max: 7 }),
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { axis, shape, seed }) => ({
      product: tf.cumprod(x!, (axis + shape.length) % shape.length, seed % 2 === 0, seed % 3 === 0),
      ofInt: tf.cumprod(tf.cast(tf.round(x!), "int32"), 0, seed % 3 === 0, seed % 2 === 0),
    }),
  }),
  kernelCase("softmax", ["Softmax"], {
    params: along(1),
    tolerance: SUMMED,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }) => ({
      softmax: tf.softmax(tf.mul(x!, 20)),
      logSoftmax: tf.logSoftmax(tf.mul(x!, 20)),
    }),
  }),
  kernelCase("the largest k", ["TopK"], {
    params: along(1, { min: 1 }),
    inputs: ({ shape, seed }) => ({ x: whole(shape, seed, [0, 4]) }),
    compute: (tf, { x }, { seed }) => {
      const { values, indices } = tf.topk(x!, 1 + (seed % x!.shape.at(-1)!), true);
      const ofInt = tf.topk(tf.cast(x!, "int32"), 1, true);
      return { values, indices, ofInt: ofInt.values };
    },
  }),
];
