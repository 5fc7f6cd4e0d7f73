import type { HostTensors, Tensor, TensorFlow } from "../../../../src/index.ts";
import { normal } from "../draws.ts";
import type { KernelCase } from "../rig.ts";
import { kernelCase, SUMMED } from "../rig.ts";
import type { Window2 } from "./window-draws.ts";
import { window2, paddingOf, roundingOf, withGradients } from "./window-draws.ts";

/** Images and a filter for a window. */
function images({ n, h, w, c, k, kh, kw, seed }: Window2): HostTensors {
  return { x: normal([n, h, w, c], seed), filter: normal([kh, kw, c, k], seed + 1) };
}

/** A convolution, and its gradients where TensorFlow.js has some: not with dilation, and not for a batch without rows. */
function differentiated(
  tf: TensorFlow,
  drawn: Window2,
  { call, values }: { readonly call: Convolve; readonly values: readonly [Tensor, Tensor] },
): Record<string, Tensor> {
  const rounding = roundingOf(drawn);
  const window = [
    drawn.strides,
    paddingOf(drawn),
    "NHWC" as const,
    drawn.dilations,
    rounding,
  ] as const;
  const convolved = (x: Tensor, filter: Tensor): Tensor =>
    call(x as never, filter as never, ...window);
  return drawn.isDilated || drawn.n === 0 || rounding !== undefined
    ? { y: convolved(...values) }
    : withGradients(tf, convolved, values);
}

type Convolve = TensorFlow["conv2d"] | TensorFlow["depthwiseConv2d"];

/** Kernels that convolve. */
export const convolutionCases: readonly KernelCase[] = [
  kernelCase(
    "convolutions over two axes",
    ["Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter"],
    {
      params: window2,
      runs: 40,
      tolerance: SUMMED,
      inputs: images,
      compute: (tf, { x, filter }, drawn) =>
        differentiated(tf, drawn, { call: tf.conv2d, values: [x!, filter!] }),
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
      inputs: (drawn) => ({
        ...images(drawn),
        bias: normal([drawn.k], drawn.seed + 2),
        each: normal([drawn.kh, drawn.kw, drawn.c, 2], drawn.seed + 3),
        eachBias: normal([2 * drawn.c], drawn.seed + 4),
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
      inputs: images,
      compute: (tf, { x, filter }, drawn) =>
        differentiated(tf, drawn, { call: tf.depthwiseConv2d, values: [x!, filter!] }),
    },
  ),
  kernelCase(
    "convolutions of each channel, then of each pixel",
    ["DepthwiseConv2dNative", "Conv2D"],
    {
      params: window2.filter(({ n, strides: [a, b] }) => n > 0 && a === b),
      tolerance: SUMMED,
      inputs: (drawn) => ({
        ...images(drawn),
        depth: normal([drawn.kh, drawn.kw, drawn.c, 2], drawn.seed + 1),
        point: normal([1, 1, 2 * drawn.c, drawn.k], drawn.seed + 2),
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
