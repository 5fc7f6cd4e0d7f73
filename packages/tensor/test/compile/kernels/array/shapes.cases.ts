import fc from "fast-check";
import type { Tensor } from "../../../../src/index.ts";
import { normal } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase, seeded } from "../rig.ts";
import { along, typed } from "../case-draws.ts";

/** Kernels that rearrange elements. */
export const shapeCases: readonly KernelCase[] = [
  kernelCase("reshaping and transposing", ["Reshape", "ExpandDims", "Transpose"], {
    params: along(0),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) => {
      const perm = [...x!.shape.keys()].sort((a, b) => ((a * 7 + seed) % 5) - ((b * 7 + seed) % 5));
      return {
        ...typed(tf, x!, (value) => [
          tf.reshape(value, [-1]),
          tf.reshape(value, [1, ...x!.shape, 1]),
          tf.expandDims(value, -1),
          tf.expandDims(value, 0),
          tf.squeeze(value),
          tf.transpose(value, perm),
          tf.transpose(value),
        ]),
      };
    },
  }),
  kernelCase("joining and parting", ["Concat", "Pack", "Unpack", "SplitV"], {
    cpuMayRefuse: true,
    params: along(1),
    runs: 20,
    inputs: ({ shape, axis, seed }) => ({
      x: normal(shape, seed),
      y: normal(shape.with(axis, 2), seed + 1),
      z: normal(shape.with(axis, 0), seed + 2),
    }),
    compute: (tf, { x, y, z }, { axis }) => ({
      ...typed(tf, x!, (value) => [
        tf.concat([value, tf.cast(y!, value.dtype), tf.cast(z!, value.dtype)], axis),
        tf.stack([value, value], axis),
        tf.stack([value], 0),
        ...tf.unstack(tf.cast(y!, value.dtype), axis),
        ...tf.split(tf.cast(y!, value.dtype), 2, axis),
        ...tf.split(
          tf.concat([value, tf.cast(y!, value.dtype)], axis),
          [x!.shape.at(axis)!, -1],
          axis,
        ),
        ...tf.split(value, [x!.shape.at(axis)!], axis),
      ]),
    }),
  }),
  kernelCase("repeating", ["Tile"], {
    params: along(1),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }, { seed }) =>
      typed(tf, x!, (value) =>
        tf.tile(
          value,
          x!.shape.map((_, i) => 1 + ((seed + i) % 3)),
        ),
      ),
  }),
  kernelCase("diagonals", ["Diag"], {
    params: along(0, { min: 1, max: 3 }),
    inputs: ({ shape, seed }) => ({ x: normal(shape.slice(0, 2), seed) }),
    compute: (tf, { x }) => typed(tf, x!, (value) => tf.diag(value)),
  }),
  kernelCase("broadcasting to a shape", ["Tile"], {
    params: along(0),
    inputs: ({ shape, seed }) => ({ x: normal(shape, seed) }),
    compute: (tf, { x }) => ({ wide: tf.broadcastTo(x!, [2, ...x!.shape]) }),
  }),
  kernelCase("making tensors of numbers", ["Fill", "Range", "LinSpace"], {
    params: along(0),
    inputs: () => ({ x: normal([], 1) }),
    compute: (tf, { x }, { shape, seed }) => ({
      fill: tf.fill(shape, 0.5),
      int: tf.fill(shape, 3, "int32"),
      truth: tf.cast(tf.fill(shape, 1, "int32"), "bool"),
      zeros: tf.zeros(shape),
      ones: tf.ones(shape, "int32"),
      range: tf.add(tf.range(seed % 5, (seed % 5) + shape.length, 0.25), x!),
      down: tf.range(5, 0, -2, "int32"),
      line: tf.linspace(-1, 2, 1 + (seed % 4)),
      eye: tf.eye(3),
      captured: tf.mul(x!, tf.tensor1d([1, 2, 3])),
    }),
  }),
  kernelCase("space for depth", ["DepthToSpace"], {
    params: seeded<{ n: number; h: number; w: number; c: number; isFirst: boolean }>({
      n: fc.integer({ min: 0, max: 2 }),
      h: fc.integer({ min: 1, max: 3 }),
      w: fc.integer({ min: 1, max: 3 }),
      c: fc.integer({ min: 1, max: 2 }),
      isFirst: fc.boolean(),
    }),
    inputs: ({ n, h, w, c, isFirst, seed }) => ({
      x: normal(isFirst ? [n, 4 * c, h, w] : [n, h, w, 4 * c], seed),
    }),
    compute: (tf, { x }, { isFirst }) => {
      if (!isFirst) return { y: tf.depthToSpace(x as never, 2, "NHWC") };
      // The cpu backend has it with the channels last only.
      const onCpu = (): Tensor =>
        tf.transpose(tf.depthToSpace(tf.transpose(x!, [0, 2, 3, 1]) as never, 2), [0, 3, 1, 2]);
      return { y: tf.getBackend() === "cpu" ? onCpu() : tf.depthToSpace(x as never, 2, "NCHW") };
    },
  }),
];
