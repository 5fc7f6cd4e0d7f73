import fc from "fast-check";
import { normal } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase, seeded } from "../rig.ts";
import { along, typed } from "../case-draws.ts";

/** Kernels that take parts of a tensor, or pad it. */
export const slicingCases: readonly KernelCase[] = [
  kernelCase("slices", ["Slice"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) => {
      const begin = x!.shape.map((size, i) => (size === 0 ? 0 : (seed + i) % size));
      return typed(tf, x!, (value) => [
        tf.slice(
          value,
          begin,
          x!.shape.map((size, i) => Math.min(1, size - begin[i]!)),
        ),
        tf.slice(
          value,
          begin,
          x!.shape.map(() => -1),
        ),
        tf.slice(value, begin),
        tf.slice(value, begin[0]!),
        tf.slice(
          value,
          begin,
          x!.shape.map(() => 0),
        ),
      ]);
    },
  }),
  kernelCase("strided slices with masks", ["StridedSlice"], {
    params: along(1, { min: 1 }).chain((drawn) =>
      fc.record({
        seed: fc.constant(drawn.seed),
        shape: fc.constant(drawn.shape),
        begin: fc.tuple(...drawn.shape.map((n) => fc.integer({ min: -n - 1, max: n }))),
        end: fc.tuple(...drawn.shape.map((n) => fc.integer({ min: -n - 1, max: n + 1 }))),
        strides: fc.tuple(...drawn.shape.map(() => fc.constantFrom(-2, -1, 1, 2, 3))),
        beginMask: fc.nat(15),
        endMask: fc.nat(15),
        shrink: fc.nat(15),
      }),
    ),
    runs: 60,
    cpuMayRefuse: true,
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { shape, begin, end, strides, beginMask, endMask, shrink, seed }) => {
      const from = begin.map((at, i) =>
        (shrink >> i) & 1 ? Math.min(shape[i]! - 1, Math.max(-shape[i]!, at)) : at,
      );
      return {
        plain: tf.stridedSlice(x!, begin, end, strides, beginMask, endMask),
        // With other strides beside it, TensorFlow.js takes the wrong elements for an axis that is left out.
        shrunk: tf.stridedSlice(
          x!,
          from,
          end,
          shape.map(() => 1),
          beginMask & ~shrink,
          endMask,
          0,
          0,
          shrink,
        ),
        newAxis: tf.stridedSlice(x!, [0, ...begin], [0, ...end], [1, ...strides], 0, 0, 0, 1, 0),
        ellipsis: tf.stridedSlice(x!, [0, 0], [0, 1 + (seed % shape.at(-1)!)], [1, 1], 0, 0, 1),
      };
    },
  }),
  kernelCase("borders", ["PadV2"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) =>
      typed(tf, x!, (value) => [
        tf.pad(
          value,
          x!.shape.map((_, i) => [(seed + i) % 3, (seed + 2 * i) % 2]),
        ),
        tf.pad(
          value,
          x!.shape.map((_, i) => [i % 2, 1]),
          1,
        ),
      ]),
  }),
  kernelCase("mirrored borders", ["MirrorPad"], {
    params: along(1, { min: 2 }),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) => ({
      reflect: tf.mirrorPad(
        x!,
        x!.shape.map((n, i) => [(seed + i) % n, (seed + 2 * i) % n]),
        "reflect",
      ),
      symmetric: tf.mirrorPad(
        x!,
        x!.shape.map((n, i) => [(seed + i) % (n + 1), (seed + 2 * i) % (n + 1)]),
        "symmetric",
      ),
    }),
  }),
  kernelCase("reversals", ["Reverse"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { axes }) =>
      typed(tf, x!, (value) => [tf.reverse(value, axes), tf.reverse(value)]),
  }),
  kernelCase("space for batch", ["SpaceToBatchND", "BatchToSpaceND"], {
    params: seeded<{ n: number; h: number; w: number; c: number }>({
      n: fc.integer({ min: 1, max: 2 }),
      h: fc.integer({ min: 1, max: 3 }),
      w: fc.integer({ min: 1, max: 3 }),
      c: fc.integer({ min: 1, max: 2 }),
    }),
    inputs: ({ n, h, w, c, seed }) => ({
      x: normal([n, 2 * h, 3 * w - 1, c], seed),
      y: normal([6 * n, h, w, c], seed + 1),
    }),
    compute: (tf, { x, y }) => ({
      batch: tf.spaceToBatchND(
        x!,
        [2, 3],
        [
          [0, 0],
          [1, 0],
        ],
      ),
      space: tf.batchToSpaceND(
        y!,
        [2, 3],
        [
          [1, 0],
          [0, 1],
        ],
      ),
    }),
  }),
];
