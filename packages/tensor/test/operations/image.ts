import { operation } from "./operation.ts";
import type { OperationCase } from "./operation.ts";

const SIZES = [2, 3, 5, 7, 11];

/**
 * The gradients of the cpu backend of TensorFlow.js 4.22 are wrong: nearest neighbours of all but the first image of a
 * batch, and the shape of bilinear ones of images that are not square.
 */
const CPU_IS_WRONG = { reference: "wasm" } as const;

/** Resizing. */
export const images: OperationCase[] = [
  ...SIZES.map((factor) =>
    operation(
      `resizeNearestNeighbor by ${String(factor)}`,
      [[2, 3, 5, 2]],
      (tf, [x]) => tf.image.resizeNearestNeighbor(x!, [3 * factor, 5 * factor]),
      CPU_IS_WRONG,
    ),
  ),
  ...SIZES.map((size) =>
    operation(
      `resizeNearestNeighbor to ${String(size)}`,
      [[2, 7, 5, 2]],
      (tf, [x]) => tf.image.resizeNearestNeighbor(x!, [size, size]),
      CPU_IS_WRONG,
    ),
  ),
  operation(
    "resizeNearestNeighbor with corners aligned",
    [[2, 3, 4, 2]],
    (tf, [x]) => tf.image.resizeNearestNeighbor(x!, [5, 7], true),
    CPU_IS_WRONG,
  ),
  ...SIZES.map((size) =>
    operation(
      `resizeBilinear to ${String(size)}`,
      [[2, 3, 4, 2]],
      (tf, [x]) => tf.image.resizeBilinear(x!, [size, size]),
      CPU_IS_WRONG,
    ),
  ),
];
