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
import type { GraphBuilder } from "../../graph-builder.ts";
import { isEmpty } from "../../graph.ts";
import { fused } from "../elementwise/activation.ts";
import { filled, reshape, transpose } from "../array/arrange.ts";
import { filterGradientOf, inputGradientOf } from "./convolution-chwn.ts";
import type { Geometry } from "./geometry.ts";
import { axes, channelsBack, channelsFirst, convolution2D, convolution3D } from "./geometry.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { exchanged, spreadOf, windowOf } from "./attributes.ts";
import { slice } from "../array/slicing.ts";

/** `x` convolved with a filter (spatial axes, input channels, output channels). */
function convolve(
  graph: GraphBuilder,
  [x, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const channels = filter.shape.at(-1)!;
  const first = channelsFirst(graph, x, geometry);
  const output = { shape: [first.shape[0]!, channels, ...geometry.output], type: x.type };
  const inputs = [first, outputFirst(graph, filter, geometry)];
  return channelsBack(graph, graph.node("Conv", inputs, output, windowOf(geometry)), geometry);
}

/** The gradient of {@link convolve} by `x`: each output's share, spread back over the window that it came from. */
function convolveBack(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const first = channelsFirst(graph, dy, geometry);
  if (geometry.isRowsLast) {
    return channelsBack(graph, inputGradientOf(graph, [first, filter], geometry), geometry);
  }
  const channels = filter.shape.at(-2)!;
  const output = { shape: [first.shape[0]!, channels, ...geometry.input], type: dy.type };
  const inputs = [first, outputFirst(graph, filter, geometry)];
  const spread = graph.node("ConvTranspose", inputs, output, spreadOf(geometry));
  return channelsBack(graph, spread, geometry);
}

/**
 * The gradient of {@link convolve} by the filter: a convolution over the batch, in which `dy` is the filter,
 * with strides and dilations exchanged.
 */
function convolveFilter(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const [first, gradient] = [channelsFirst(graph, x, geometry), channelsFirst(graph, dy, geometry)];
  if (geometry.isRowsLast) return filterGradientOf(graph, [first, gradient], geometry);
  const rank = geometry.input.length;
  const toFront = [1, 0, ...axes(2, rank + 2)];
  const rows = transpose(graph, first, toFront);
  const gradients = transpose(graph, gradient, toFront);
  const [channels = 0, filters = 0] = [rows.shape[0], gradients.shape[0]];
  const leading = [channels, filters];
  const whole = exchanged(graph, [rows, gradients], geometry, { leading });
  const shape = [channels, filters, ...geometry.filter];
  const fitted = slice(graph, whole, { begin: shape.map(() => 0), shape });
  return transpose(graph, fitted, [...axes(2, rank + 2), 0, 1]);
}

function outputFirst(graph: GraphBuilder, filter: Value, geometry: Geometry): Value {
  const rank = filter.shape.length;
  const order = transpose(graph, filter, [rank - 1, rank - 2, ...axes(0, rank - 2)]);
  return reshape(graph, order, [...order.shape.slice(0, 2), ...geometry.filter]);
}

/** The gradient by a filter of a batch without rows is 0. */
function filterGradient(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  { geometry, shape }: { readonly geometry: Geometry; readonly shape: readonly number[] },
): Value {
  return isEmpty(dy)
    ? filled(graph, 0, { shape, type: "float32" })
    : convolveFilter(graph, [x, dy], geometry);
}

/** Kernels that convolve, and their gradients. */
export const convolutions: KernelTable = {
  Conv2D: withAttributes<Conv2DAttrs>(({ graph, inputs, attrs }) => {
    const { x, filter } = inputs as { x: Value; filter: Value };
    return convolve(graph, [x, filter], convolution2D(graph, [x.shape, filter.shape], attrs));
  }),
  Conv2DBackpropFilter: withAttributes<Conv2DBackpropFilterAttrs>(({ graph, inputs, attrs }) => {
    const { x, dy } = inputs as { x: Value; dy: Value };
    const geometry = convolution2D(graph, [x.shape, attrs.filterShape], attrs);
    return filterGradient(graph, [x, dy], { geometry, shape: attrs.filterShape });
  }),
  Conv2DBackpropInput: withAttributes<Conv2DBackpropInputAttrs>(({ graph, inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Value; filter: Value };
    const geometry = convolution2D(graph, [attrs.inputShape, filter.shape], attrs);
    return convolveBack(graph, [dy, filter], geometry);
  }),
  Conv3D: withAttributes<Conv3DAttrs>(({ graph, inputs, attrs }) => {
    const { x, filter } = inputs as { x: Value; filter: Value };
    return convolve(graph, [x, filter], convolution3D([x.shape, filter.shape], attrs));
  }),
  Conv3DBackpropFilterV2: withAttributes<Conv3DBackpropFilterV2Attrs>(
    ({ graph, inputs, attrs }) => {
      const { x, dy } = inputs as { x: Value; dy: Value };
      const geometry = convolution3D([x.shape, attrs.filterShape], attrs);
      return filterGradient(graph, [x, dy], { geometry, shape: attrs.filterShape });
    },
  ),
  Conv3DBackpropInputV2: withAttributes<Conv3DBackpropInputV2Attrs>(({ graph, inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Value; filter: Value };
    const geometry = convolution3D([attrs.inputShape, filter.shape], attrs);
    return convolveBack(graph, [dy, filter], geometry);
  }),
  FusedConv2D: withAttributes<FusedConv2DAttrs>((call) => {
    const { x, filter } = call.inputs as { x: Value; filter: Value };
    const geometry = convolution2D(call.graph, [x.shape, filter.shape], call.attrs);
    return fused(call, convolve(call.graph, [x, filter], geometry));
  }),
};
