import type {
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  FusedDepthwiseConv2DAttrs,
} from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import { int, isEmpty } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { filled, reshape, transpose } from "../array/primitives.ts";
import { slice } from "../array/slicing.ts";
import { fused } from "../elementwise/activation.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { convAttributes, convTransposeAttributes, filterGradientConv } from "./attributes.ts";
import { depthwiseFilterGradientCHWN, depthwiseInputGradientCHWN } from "./depthwise-chwn.ts";
import type { Geometry } from "./geometry.ts";
import { convolution2D } from "./geometry.ts";
import { fromLayout, toLayout } from "./layout.ts";

/** Each input channel convolved with its own filters; a filter is height x width x channels x multiplier. */
function convolve(
  graph: GraphBuilder,
  [x, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const [, , channels = 0, multiplier = 0] = filter.shape;
  const images = toLayout(graph, x, geometry);
  const shape = [images.shape[0]!, channels * multiplier, ...geometry.output];
  const inputs = [images, groupedFilter(graph, filter, geometry)];
  const attributes = { ...convAttributes(geometry), group: int(channels) };
  const y = graph.node("Conv", inputs, { shape, type: x.type }, attributes);
  return fromLayout(graph, y, geometry);
}

/** The filters as ONNX has them for grouped convolutions: channels * multiplier x 1 x height x width. */
function groupedFilter(graph: GraphBuilder, filter: Value, geometry: Geometry): Value {
  const [, , channels = 0, multiplier = 0] = filter.shape;
  const byChannel = transpose(graph, filter, [2, 3, 0, 1]);
  return reshape(graph, byChannel, [channels * multiplier, 1, ...geometry.filter]);
}

/** The gradient of {@link convolve} by `x`. */
function inputGradient(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const gradient = toLayout(graph, dy, geometry);
  if (geometry.layout === "CHWN") {
    const dx = depthwiseInputGradientCHWN(graph, [gradient, filter], geometry);
    return fromLayout(graph, dx, geometry);
  }
  const channels = filter.shape[2]!;
  const shape = [gradient.shape[0]!, channels, ...geometry.input];
  const inputs = [gradient, groupedFilter(graph, filter, geometry)];
  const attributes = { ...convTransposeAttributes(geometry), group: int(channels) };
  const dx = graph.node("ConvTranspose", inputs, { shape, type: dy.type }, attributes);
  return fromLayout(graph, dx, geometry);
}

/** The gradient of {@link convolve} by the filter: the images of the batch become the channels of one grouped convolution. */
function filterGradient(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  { geometry, shape }: { readonly geometry: Geometry; readonly shape: readonly number[] },
): Value {
  if (isEmpty(dy)) return filled(graph, 0, { shape, type: x.type });
  if (geometry.layout === "CHWN") {
    const images = [toLayout(graph, x, geometry), toLayout(graph, dy, geometry)] as const;
    return reshape(graph, depthwiseFilterGradientCHWN(graph, images, geometry), shape);
  }
  const [height = 0, width = 0, channels = 0, multiplier = 0] = shape;
  const byChannel = transpose(graph, x, [3, 0, 1, 2]);
  const images = reshape(graph, byChannel, [1, channels * x.shape[0]!, ...geometry.input]);
  const gradients = transpose(graph, dy, [3, 0, 1, 2]);
  const leading = [1, channels * multiplier];
  const options = { leading, group: channels };
  const whole = filterGradientConv(graph, [images, gradients], geometry, options);
  const cut = slice(graph, whole, { begin: [0, 0, 0, 0], shape: [...leading, height, width] });
  const byFilter = reshape(graph, cut, [channels, multiplier, height, width]);
  return transpose(graph, byFilter, [2, 3, 0, 1]);
}

/** Kernels that convolve each channel by itself, and their gradients. */
export const depthwiseConvolutions: KernelTable = {
  DepthwiseConv2dNative: withAttributes<DepthwiseConv2dNativeAttrs>(({ graph, input, attrs }) => {
    const [x, filter] = [input("x"), input("filter")];
    const geometry = convolution2D(graph, [x.shape, filter.shape], attrs, true);
    return convolve(graph, [x, filter], geometry);
  }),
  DepthwiseConv2dNativeBackpropFilter: withAttributes<DepthwiseConv2dNativeBackpropFilterAttrs>(
    ({ graph, input, attrs }) => {
      const [x, dy, shape] = [input("x"), input("dy"), attrs.filterShape];
      const geometry = convolution2D(graph, [x.shape, shape], attrs, true);
      return filterGradient(graph, [x, dy], { geometry, shape });
    },
  ),
  DepthwiseConv2dNativeBackpropInput: withAttributes<DepthwiseConv2dNativeBackpropInputAttrs>(
    ({ graph, input, attrs }) => {
      const [dy, filter] = [input("dy"), input("filter")];
      const geometry = convolution2D(graph, [attrs.inputShape, filter.shape], attrs, true);
      return inputGradient(graph, [dy, filter], geometry);
    },
  ),
  FusedDepthwiseConv2D: withAttributes<FusedDepthwiseConv2DAttrs>((call) => {
    const { graph, input, attrs } = call;
    const [x, filter] = [input("x"), input("filter")];
    const geometry = convolution2D(graph, [x.shape, filter.shape], attrs, true);
    return fused(call, convolve(graph, [x, filter], geometry));
  }),
};
