import fc from "fast-check";
import { normal } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase, seeded, SUMMED } from "../rig.ts";
import { side, withGradients } from "./window-draws.ts";

const PLACEMENTS = [
  { alignCorners: false, halfPixelCenters: false },
  { alignCorners: true, halfPixelCenters: false },
  { alignCorners: false, halfPixelCenters: true },
] as const;

/** Kernels that resize images. */
export const resizingCases: readonly KernelCase[] = [
  kernelCase("resizing", ["ResizeBilinear", "ResizeNearestNeighbor"], {
    params: seeded<{ n: number; h: number; w: number; toH: number; toW: number }>({
      n: fc.integer({ min: 0, max: 2 }),
      h: side,
      w: side,
      toH: side,
      toW: side,
    }),
    runs: 30,
    tolerance: SUMMED,
    inputs: ({ n, h, w, seed }) => ({ x: normal([n, h, w, 2], seed) }),
    compute: (tf, { x }, { toH, toW }) =>
      Object.fromEntries(
        PLACEMENTS.flatMap(({ alignCorners, halfPixelCenters }, i) => [
          [
            `bilinear ${String(i)}`,
            tf.image.resizeBilinear(x as never, [toH, toW], alignCorners, halfPixelCenters),
          ],
          [
            `nearest ${String(i)}`,
            tf.image.resizeNearestNeighbor(x as never, [toH, toW], alignCorners, halfPixelCenters),
          ],
        ]),
      ),
  }),
  kernelCase("the gradients of resizing", ["ResizeBilinearGrad", "ResizeNearestNeighborGrad"], {
    params: seeded<{ n: number; h: number; toH: number; toW: number; alignCorners: boolean }>({
      // From a single pixel with aligned corners, the cpu backend's gradient never ends; of images that are not
      // square, it has the wrong shape; of a second image, it reads past the end.
      n: fc.constant(1),
      h: fc.integer({ min: 2, max: 6 }),
      toH: side,
      toW: side,
      alignCorners: fc.boolean(),
    }),
    tolerance: SUMMED,
    inputs: ({ n, h, seed }) => ({ x: normal([n, h, h, 2], seed) }),
    compute: (tf, { x }, { toH, toW, alignCorners }) => ({
      bilinear: withGradients(
        tf,
        (a) => tf.image.resizeBilinear(a as never, [toH, toW], alignCorners),
        [x!],
      )["gradient 0"]!,
      nearest: withGradients(
        tf,
        (a) => tf.image.resizeNearestNeighbor(a as never, [toH, toW], alignCorners),
        [x!],
      )["gradient 0"]!,
    }),
  }),
];
