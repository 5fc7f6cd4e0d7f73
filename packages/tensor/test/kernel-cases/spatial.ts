import fc from "fast-check";
import type { Tensor, TensorFlow } from "../../src/index.ts";
import type { KernelCase } from "../kernel-rig.ts";
import { normal, whole } from "../kernel-draws.ts";
import { kernelCase, seeded, SUMMED } from "../kernel-rig.ts";

type Pad = "valid" | "same" | number;

const side = fc.integer({ min: 1, max: 6 });
const small = fc.integer({ min: 1, max: 3 });

const both = (first: number, second: number): [number, number] => [first, second];

/** A window over two axes that fits. */
const window2 = fc
  .record({
    n: fc.integer({ min: 0, max: 2 }),
    h: side,
    w: side,
    kh: small,
    kw: small,
    sh: small,
    sw: small,
    dh: small,
    dw: small,
    c: small,
    k: small,
    pad: fc.constantFrom<Pad>("valid", "same", 0, 1),
    isDilated: fc.boolean(),
    rounding: fc.constantFrom("floor" as const, "ceil" as const, "round" as const),
    isExplicit: fc.boolean(),
    seed: fc.nat(),
  })
  .map((drawn) => ({
    ...drawn,
    // TensorFlow.js wants one of strides and dilations to be 1.
    strides: drawn.isDilated ? both(1, 1) : both(drawn.sh, drawn.sw),
    dilations: drawn.isDilated ? both(drawn.dh, drawn.dw) : both(1, 1),
  }))
  .filter(
    ({ h, w, kh, kw, dilations: [dh, dw] }) => (kh - 1) * dh + 1 <= h && (kw - 1) * dw + 1 <= w,
  )
  .filter(
    // With a number for padding, TensorFlow.js takes the height's window for the width as well.
    ({ pad, isExplicit, kh, kw, strides: [sh, sw], dilations: [dh, dw] }) =>
      isExplicit || typeof pad !== "number" || (kh === kw && sh === sw && dh === dw),
  );
type Window2 = typeof window2 extends fc.Arbitrary<infer T> ? T : never;

const paddingOf = ({ pad, isExplicit, kh, kw }: Window2) =>
  isExplicit
    ? ([
        [0, 0],
        [Math.min(1, kh - 1), 0],
        [0, Math.min(1, kw - 1)],
        [0, 0],
      ] as never)
    : pad;

/** Rounding is for numbers only. */
const roundingOf = (drawn: Window2) =>
  drawn.isExplicit || typeof drawn.pad !== "number" ? undefined : drawn.rounding;

/** A function of several tensors, weighed so that every element counts, and its gradients by each. */
function withGradients(
  tf: TensorFlow,
  call: (...tensors: Tensor[]) => Tensor,
  tensors: readonly Tensor[],
): Record<string, Tensor> {
  const y = call(...tensors);
  const weights = tf.cos(
    tf.reshape(tf.range(0, Math.max(1, y.size)), y.size === 0 ? [1] : y.shape),
  );
  const gradients = tf.grads((...at: Tensor[]) =>
    y.size === 0 ? call(...at) : tf.mul(call(...at), weights),
  )([...tensors]);
  return {
    y,
    ...Object.fromEntries(gradients.map((gradient, i) => [`gradient ${String(i)}`, gradient])),
  };
}

/** Kernels that convolve. */
export const convolutionCases: readonly KernelCase[] = [
  kernelCase(
    "convolutions over two axes",
    ["Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter"],
    {
      params: window2,
      runs: 40,
      tolerance: SUMMED,
      inputs: ({ n, h, w, c, k, kh, kw, seed }) => ({
        x: normal([n, h, w, c], seed),
        filter: normal([kh, kw, c, k], seed + 1),
      }),
      compute: (tf, { x, filter }, drawn) => {
        const call = (a: Tensor, f: Tensor): Tensor =>
          tf.conv2d(
            a as never,
            f as never,
            drawn.strides,
            paddingOf(drawn),
            "NHWC",
            drawn.dilations,
            roundingOf(drawn),
          );
        // TensorFlow.js has gradients without dilation only, and none for a batch without rows.
        return drawn.isDilated || drawn.n === 0 || roundingOf(drawn) !== undefined
          ? { y: call(x!, filter!) }
          : withGradients(tf, call, [x!, filter!]);
      },
    },
  ),
  kernelCase(
    "convolutions with the channels first",
    ["Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter"],
    {
      params: window2.filter(({ n }) => n > 0),
      tolerance: SUMMED,
      inputs: ({ n, h, w, c, k, kh, kw, seed }) => ({
        x: normal([n, c, h, w], seed),
        filter: normal([kh, kw, c, k], seed + 1),
      }),
      compute: (tf, { x, filter }, drawn) => {
        const call = (a: Tensor, f: Tensor): Tensor =>
          tf.conv2d(
            a as never,
            f as never,
            drawn.strides,
            typeof drawn.pad === "number" ? "same" : drawn.pad,
            "NCHW",
          );
        return withGradients(tf, call, [x!, filter!]);
      },
    },
  ),
  kernelCase("transposed convolutions", ["Conv2DBackpropInput"], {
    params: window2.filter(({ n, kh, kw, sh, sw }) => n > 0 && kh >= sh && kw >= sw),
    tolerance: SUMMED,
    inputs: ({ n, h, w, c, k, kh, kw, seed }) => ({
      x: normal([n, h, w, k], seed),
      filter: normal([kh, kw, c, k], seed + 1),
    }),
    compute: (tf, { x, filter }, { n, h, w, sh, sw, kh, kw, c, pad }) => {
      const isSame = pad === "same";
      const size = [
        n,
        isSame ? h * sh : (h - 1) * sh + kh,
        isSame ? w * sw : (w - 1) * sw + kw,
        c,
      ] as [number, number, number, number];
      return {
        y: tf.conv2dTranspose(
          x as never,
          filter as never,
          size,
          [sh, sw],
          isSame ? "same" : "valid",
        ),
      };
    },
  }),
  kernelCase("convolutions over one axis", ["Conv2D"], {
    params: window2.filter(({ n }) => n > 0),
    tolerance: SUMMED,
    inputs: ({ n, h, c, k, kh, seed }) => ({
      x: normal([n, h, c], seed),
      filter: normal([kh, c, k], seed + 1),
    }),
    compute: (tf, { x, filter }, { pad, strides: [stride] }) =>
      withGradients(
        tf,
        (a: Tensor, f: Tensor) =>
          tf.conv1d(a as never, f as never, stride, pad === "valid" ? "valid" : "same"),
        [x!, filter!],
      ),
  }),
  kernelCase(
    "convolutions with bias and activation in one kernel",
    ["FusedConv2D", "FusedDepthwiseConv2D", "_FusedMatMul"],
    {
      params: window2.filter(({ n }) => n > 0),
      runs: 18,
      tolerance: SUMMED,
      inputs: ({ n, h, w, c, k, kh, kw, seed }) => ({
        x: normal([n, h, w, c], seed),
        filter: normal([kh, kw, c, k], seed + 1),
        bias: normal([k], seed + 2),
        each: normal([kh, kw, c, 2], seed + 3),
        eachBias: normal([2 * c], seed + 4),
      }),
      compute: (tf, { x, filter, bias, each: eachFilter, eachBias }, { strides, pad, seed }) => {
        const activation = (
          ["linear", "relu", "relu6", "elu", "prelu", "leakyrelu", "sigmoid"] as const
        )[seed % 7]!;
        const padding = pad === "valid" ? "valid" : "same";
        const slopes = { activation, leakyreluAlpha: 0.3 };
        return {
          conv: tf.fused.conv2d({
            x: x as never,
            filter: filter as never,
            strides,
            pad: padding,
            bias: bias!,
            ...slopes,
            ...(activation === "prelu" ? { preluActivationWeights: tf.abs(bias!) } : {}),
          }),
          plain: tf.fused.conv2d({ x: x as never, filter: filter as never, strides, pad: padding }),
          depthwise: tf.fused.depthwiseConv2d({
            x: x as never,
            filter: eachFilter as never,
            strides,
            pad: padding,
            bias: eachBias!,
            ...slopes,
            ...(activation === "prelu" ? { preluActivationWeights: tf.abs(eachBias!) } : {}),
          }),
          matMul: tf.fused.matMul({
            a: tf.reshape(x!, [-1, x!.shape[3]!]),
            b: tf.slice(tf.reshape(filter!, [-1, filter!.shape[3]!]), 0, filter!.shape[2]),
            bias: bias!,
            ...slopes,
            ...(activation === "prelu" ? { preluActivationWeights: tf.abs(bias!) } : {}),
          }),
        };
      },
    },
  ),
  kernelCase(
    "convolutions of each channel",
    [
      "DepthwiseConv2dNative",
      "DepthwiseConv2dNativeBackpropInput",
      "DepthwiseConv2dNativeBackpropFilter",
    ],
    {
      params: window2.filter(({ strides: [a, b] }) => a === b),
      runs: 30,
      tolerance: SUMMED,
      inputs: ({ n, h, w, c, k, kh, kw, seed }) => ({
        x: normal([n, h, w, c], seed),
        filter: normal([kh, kw, c, k], seed + 1),
      }),
      compute: (tf, { x, filter }, drawn) => {
        const call = (a: Tensor, f: Tensor): Tensor =>
          tf.depthwiseConv2d(
            a as never,
            f as never,
            drawn.strides,
            paddingOf(drawn),
            "NHWC",
            drawn.dilations,
            roundingOf(drawn),
          );
        return drawn.isDilated || drawn.n === 0 || roundingOf(drawn) !== undefined
          ? { y: call(x!, filter!) }
          : withGradients(tf, call, [x!, filter!]);
      },
    },
  ),
  kernelCase(
    "convolutions of each channel, then of each pixel",
    ["DepthwiseConv2dNative", "Conv2D"],
    {
      params: window2.filter(({ n, strides: [a, b] }) => n > 0 && a === b),
      tolerance: SUMMED,
      inputs: ({ n, h, w, c, k, kh, kw, seed }) => ({
        x: normal([n, h, w, c], seed),
        depth: normal([kh, kw, c, 2], seed + 1),
        point: normal([1, 1, 2 * c, k], seed + 2),
      }),
      compute: (tf, { x, depth, point }, { strides, pad }) => ({
        y: tf.separableConv2d(
          x as never,
          depth as never,
          point as never,
          strides,
          pad === "valid" ? "valid" : "same",
        ),
      }),
    },
  ),
  kernelCase(
    "convolutions over three axes",
    ["Conv3D", "Conv3DBackpropInputV2", "Conv3DBackpropFilterV2"],
    {
      // Wider strides than windows are refused.
      params: window2.filter(
        ({ n, isDilated, kh, kw, sh, sw }) => n > 0 && !isDilated && kh >= sh && kw >= sw,
      ),
      runs: 20,
      tolerance: SUMMED,
      inputs: ({ n, h, w, c, k, kh, kw, seed }) => ({
        x: normal([n, h, w, h, c], seed),
        filter: normal([kh, kw, 1, c, k], seed + 1),
      }),
      compute: (tf, { x, filter }, { strides, pad }) =>
        withGradients(
          tf,
          (a: Tensor, f: Tensor) =>
            tf.conv3d(a as never, f as never, [...strides, 1], pad === "valid" ? "valid" : "same"),
          [x!, filter!],
        ),
    },
  ),
];

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
    // window, as of others it finds the wrong places.
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
];
