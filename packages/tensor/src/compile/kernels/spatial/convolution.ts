import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  Conv3DAttrs,
  Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropInputV2Attrs,
  FusedConv2DAttrs,
} from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import { isEmpty } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { filled, reshape, transpose } from "../array/primitives.ts";
import { slice } from "../array/slicing.ts";
import { fused } from "../elementwise/activation.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { convAttributes, convTransposeAttributes, filterGradientConv } from "./attributes.ts";
import { filterGradientCHWN, inputGradientCHWN } from "./convolution-chwn.ts";
import type { Geometry } from "./geometry.ts";
import { convolution2D, convolution3D } from "./geometry.ts";
import { fromLayout, range, toLayout } from "./layout.ts";

/** `x` convolved with a filter (spatial axes, input channels, output channels). */
function convolve(
  graph: GraphBuilder,
  [x, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const images = toLayout(graph, x, geometry);
  const shape = [images.shape[0]!, filter.shape.at(-1)!, ...geometry.output];
  const inputs = [images, outputFirst(graph, filter, geometry)];
  const y = graph.node("Conv", inputs, { shape, type: x.type }, convAttributes(geometry));
  return fromLayout(graph, y, geometry);
}

/** The gradient of {@link convolve} by `x`. */
function inputGradient(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const gradient = toLayout(graph, dy, geometry);
  if (geometry.layout === "CHWN") {
    return fromLayout(graph, inputGradientCHWN(graph, [gradient, filter], geometry), geometry);
  }
  const shape = [gradient.shape[0]!, filter.shape.at(-2)!, ...geometry.input];
  const inputs = [gradient, outputFirst(graph, filter, geometry)];
  const attributes = convTransposeAttributes(geometry);
  const dx = graph.node("ConvTranspose", inputs, { shape, type: dy.type }, attributes);
  return fromLayout(graph, dx, geometry);
}

/**
 * The gradient of {@link convolve} by the filter: a convolution over the batch, in which `dy` is the filter,
 * with strides and dilations exchanged. That of an empty batch is 0.
 */
function filterGradient(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  { geometry, shape }: { readonly geometry: Geometry; readonly shape: readonly number[] },
): Value {
  if (isEmpty(dy)) return filled(graph, 0, { shape, type: "float32" });
  const [images, gradient] = [toLayout(graph, x, geometry), toLayout(graph, dy, geometry)];
  if (geometry.layout === "CHWN") return filterGradientCHWN(graph, [images, gradient], geometry);
  const rank = geometry.input.length;
  const batchToChannels = [1, 0, ...range(2, rank + 2)];
  const input = transpose(graph, images, batchToChannels);
  const filters = transpose(graph, gradient, batchToChannels);
  const leading = [input.shape[0]!, filters.shape[0]!];
  const whole = filterGradientConv(graph, [input, filters], geometry, { leading });
  const fitted = [...leading, ...geometry.filter];
  const cut = slice(graph, whole, { begin: fitted.map(() => 0), shape: fitted });
  return transpose(graph, cut, [...range(2, rank + 2), 0, 1]);
}

/** A filter as ONNX has it: output channels, input channels, spatial axes. */
function outputFirst(graph: GraphBuilder, filter: Value, geometry: Geometry): Value {
  const rank = filter.shape.length;
  const order = transpose(graph, filter, [rank - 1, rank - 2, ...range(0, rank - 2)]);
  return reshape(graph, order, [...order.shape.slice(0, 2), ...geometry.filter]);
}

/** Kernels that convolve, and their gradients. */
export const convolutions: KernelTable = {
  Conv2D: withAttributes<Conv2DAttrs>(({ graph, input, attrs }) => {
    const [x, filter] = [input("x"), input("filter")];
    return convolve(graph, [x, filter], convolution2D(graph, [x.shape, filter.shape], attrs));
  }),
  Conv2DBackpropFilter: withAttributes<Conv2DBackpropFilterAttrs>(({ graph, input, attrs }) => {
    const [x, dy, shape] = [input("x"), input("dy"), attrs.filterShape];
    const geometry = convolution2D(graph, [x.shape, shape], attrs);
    return filterGradient(graph, [x, dy], { geometry, shape });
  }),
  Conv2DBackpropInput: withAttributes<Conv2DBackpropInputAttrs>(({ graph, input, attrs }) => {
    const [dy, filter] = [input("dy"), input("filter")];
    const geometry = convolution2D(graph, [attrs.inputShape, filter.shape], attrs);
    return inputGradient(graph, [dy, filter], geometry);
  }),
  Conv3D: withAttributes<Conv3DAttrs>(({ graph, input, attrs }) => {
    const [x, filter] = [input("x"), input("filter")];
    return convolve(graph, [x, filter], convolution3D([x.shape, filter.shape], attrs));
  }),
  Conv3DBackpropFilterV2: withAttributes<Conv3DBackpropFilterV2Attrs>(({ graph, input, attrs }) => {
    const [x, dy, shape] = [input("x"), input("dy"), attrs.filterShape];
    const geometry = convolution3D([x.shape, shape], attrs);
    return filterGradient(graph, [x, dy], { geometry, shape });
  }),
  Conv3DBackpropInputV2: withAttributes<Conv3DBackpropInputV2Attrs>(({ graph, input, attrs }) => {
    const [dy, filter] = [input("dy"), input("filter")];
    const geometry = convolution3D([attrs.inputShape, filter.shape], attrs);
    return inputGradient(graph, [dy, filter], geometry);
  }),
  FusedConv2D: withAttributes<FusedConv2DAttrs>((call) => {
    const { graph, input, attrs } = call;
    const [x, filter] = [input("x"), input("filter")];
    const geometry = convolution2D(graph, [x.shape, filter.shape], attrs);
    return fused(call, convolve(graph, [x, filter], geometry));
  }),
};
