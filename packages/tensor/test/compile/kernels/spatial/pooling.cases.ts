import type { Tensor } from "../../../../src/index.ts";
import { normal, whole } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase, SUMMED } from "../rig.ts";
import { window2, paddingOf, roundingOf, withGradients } from "./window-draws.ts";

/** Kernels that pool. */
export const poolingCases: readonly KernelCase[] = [
  kernelCase("pooling over two axes", ["MaxPool", "AvgPool", "MaxPoolGrad"], {
    params: window2,
    runs: 40,
    tolerance: SUMMED,
    // Few different numbers, so that there are ties.
    inputs: ({ n, h, w, c, seed }) => ({ x: whole([n, h, w, c], seed, [-3, 4]) }),
    compute: (tf, { x }, drawn) => {
      const { kh, kw, strides, n } = drawn;
      const args = [
        [kh, kw],
        strides,
        paddingOf(drawn) === 1 && (kh < 2 || kw < 2) ? 0 : paddingOf(drawn),
      ] as const;
      const rounding = args[2] === drawn.pad ? roundingOf(drawn) : undefined;
      const max = (a: Tensor): Tensor =>
        tf.maxPool(a as never, args[0] as never, args[1], args[2], rounding);
      const average = tf.avgPool(x as never, args[0] as never, args[1], args[2], rounding);
      return n === 0 || rounding !== undefined
        ? { max: max(x!), average }
        : { ...withGradients(tf, max, [x!]), average };
    },
  }),
  kernelCase(
    "the gradient of average pooling where no window reaches over the edge",
    ["AvgPoolGrad", "AvgPool3DGrad"],
    {
      params: window2.filter(({ n }) => n > 0),
      tolerance: SUMMED,
      inputs: ({ n, h, w, c, seed }) => ({
        x: normal([n, h, w, c], seed),
        y: normal([n, h, w, 2, c], seed + 1),
      }),
      compute: (tf, { x, y }, { kh, kw, strides }) => ({
        over2: withGradients(tf, (a) => tf.avgPool(a as never, [kh, kw], strides, "valid"), [x!])[
          "gradient 0"
        ]!,
        over3: withGradients(
          tf,
          (a) => tf.avgPool3d(a as never, [kh, kw, 1], [...strides, 1], "valid"),
          [y!],
        )["gradient 0"]!,
      }),
    },
  ),
  kernelCase("pooling over three axes", ["MaxPool3D", "AvgPool3D", "MaxPool3DGrad"], {
    params: window2.filter(
      ({ n, h, w, strides: [sh, sw] }) => n > 0 && h > 1 && w > 1 && sh < 3 && sw < 3,
    ),
    tolerance: SUMMED,
    // Without ties, of which the cpu backend takes the last here (over two axes the first), and with a cube for a
    // window, as of others it finds the wrong indices.
    inputs: ({ n, h, w, c, seed }) => ({ x: normal([n, h, w, 2, c], seed) }),
    compute: (tf, { x }, { strides, pad }) => {
      const args = [[2, 2, 2], [...strides, 1], pad === "valid" ? "valid" : "same"] as const;
      return {
        ...withGradients(
          tf,
          (a) => tf.maxPool3d(a as never, args[0] as never, args[1] as never, args[2]),
          [x!],
        ),
        average: tf.avgPool3d(x as never, args[0] as never, args[1] as never, args[2]),
      };
    },
  }),
];
