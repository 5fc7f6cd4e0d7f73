import fc from "fast-check";
import type { Tensor } from "../../../../src/index.ts";
import { normal } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase, seeded, SUMMED } from "../rig.ts";
import { small, withGradients } from "../spatial/window-draws.ts";

/** Kernels that multiply matrices, and that scale by moments. */
export const matrixCases: readonly KernelCase[] = [
  kernelCase("products of matrices", ["BatchMatMul"], {
    params: seeded<{
      stack: number[];
      rows: number;
      inner: number;
      columns: number;
      a: boolean;
      b: boolean;
      isShared: boolean;
    }>({
      stack: fc.array(small, { maxLength: 2 }),
      rows: fc.integer({ min: 0, max: 4 }),
      inner: fc.integer({ min: 0, max: 4 }),
      columns: fc.integer({ min: 0, max: 4 }),
      a: fc.boolean(),
      b: fc.boolean(),
      isShared: fc.boolean(),
    }),
    runs: 40,
    tolerance: SUMMED,
    inputs: ({ stack, rows, inner, columns, a, b, isShared, seed }) => ({
      x: normal([...stack, ...(a ? [inner, rows] : [rows, inner])], seed),
      y: normal(
        [...(isShared ? stack.map(() => 1) : stack), ...(b ? [columns, inner] : [inner, columns])],
        seed + 1,
      ),
    }),
    compute: (tf, { x, y }, { a, b, rows, inner, columns, isShared }) => {
      const call = (left: Tensor, right: Tensor): Tensor => tf.matMul(left, right, a, b);
      return rows * inner * columns === 0 || isShared
        ? { y: call(x!, y!) }
        : withGradients(tf, call, [x!, y!]);
    },
  }),
  kernelCase("products of vectors", ["BatchMatMul"], {
    params: seeded({}),
    tolerance: SUMMED,
    inputs: ({ seed }) => ({
      a: normal([3], seed),
      m: normal([3, 4], seed + 1),
      c: normal([4], seed + 2),
    }),
    compute: (tf, { a, m, c }) => ({
      inner: tf.dot(a!, a!),
      right: tf.dot(m!, c!),
      left: tf.dot(a!, m!),
      outer: tf.outerProduct(a as never, c as never),
    }),
  }),
  kernelCase("products by subscripts", ["Einsum"], {
    params: seeded({}),
    tolerance: SUMMED,
    inputs: ({ seed }) => ({
      a: normal([2, 3], seed),
      b: normal([3, 4], seed + 1),
      c: normal([2, 3, 4], seed + 2),
    }),
    compute: (tf, { a, b, c }) => ({
      product: tf.einsum("ij,jk->ik", a!, b!),
      stacked: tf.einsum("ij, ijk -> ik", a!, c!),
      sums: tf.einsum("ijk->j", c!),
      turned: tf.einsum("ijk->kij", c!),
      all: tf.einsum("ij->", a!),
    }),
  }),
  kernelCase("scaling by moments", ["FusedBatchNorm"], {
    params: seeded<{ n: number; isScaled: boolean; isMoved: boolean }>({
      n: fc.integer({ min: 0, max: 3 }),
      isScaled: fc.boolean(),
      isMoved: fc.boolean(),
    }),
    tolerance: SUMMED,
    inputs: ({ n, seed }) => ({
      x: normal([n, 2, 2, 3], seed),
      mean: normal([3], seed + 1),
      spread: normal([3], seed + 2),
      scale: normal([3], seed + 3),
      offset: normal([3], seed + 4),
    }),
    compute: (tf, { x, mean, spread, scale, offset }, { isScaled, isMoved }) => ({
      y: tf.batchNorm(
        x!,
        mean as never,
        tf.square(spread!) as never,
        isMoved ? (offset as never) : undefined,
        isScaled ? (scale as never) : undefined,
        0.01,
      ),
    }),
  }),
  kernelCase("scaling by the channels near", ["LRN", "LRNGrad"], {
    params: seeded<{ n: number; channels: number; radius: number }>({
      n: fc.integer({ min: 1, max: 3 }),
      channels: fc.integer({ min: 1, max: 6 }),
      radius: fc.integer({ min: 0, max: 3 }),
    }),
    tolerance: SUMMED,
    inputs: ({ n, channels, seed }) => ({ x: normal([n, 2, 3, channels], seed) }),
    compute: (tf, { x }, { radius }) => {
      const scaled = (at: Tensor) =>
        tf.localResponseNormalization(at as never, radius, 1.5, 0.3, 0.7);
      const gradient = tf.grad((at: Tensor) => tf.sum(tf.square(scaled(at))))(x!);
      return { y: scaled(x!), gradient };
    },
  }),
];
