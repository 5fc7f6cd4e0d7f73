import type {
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  FusedDepthwiseConv2DAttrs,
} from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import { fused } from "../elementwise/activation.ts";
import { filled, reshape, transpose } from "../array/arrange.ts";
import { eachFilterGradientOf, eachInputGradientOf } from "./depthwise-chwn.ts";
import type { Geometry } from "./geometry.ts";
import { channelsBack, channelsFirst, convolution2D } from "./geometry.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { exchanged, spreadOf, windowOf } from "./attributes.ts";
import { slice } from "../array/slicing.ts";

/** Each input channel convolved with its own filters; a filter is height x width x channels x multiplier. */
function convolveEach(
  graph: GraphBuilder,
  [x, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const channels = filter.shape[2]!;
  const first = channelsFirst(graph, x, geometry);
  const inputs = [first, perChannel(graph, filter, geometry)];
  const output = {
    shape: [first.shape[0]!, channels * filter.shape[3]!, ...geometry.output],
    type: x.type,
  };
  const attributes = { ...windowOf(geometry), group: int(channels) };
  return channelsBack(graph, graph.node("Conv", inputs, output, attributes), geometry);
}

/** The filters as ONNX has them for grouped convolutions: channels * multiplier x 1 x height x width. */
function perChannel(graph: GraphBuilder, filter: Value, geometry: Geometry): Value {
  const [, , channels = 0, multiplier = 0] = filter.shape;
  const turned = transpose(graph, filter, [2, 3, 0, 1]);
  return reshape(graph, turned, [channels * multiplier, 1, ...geometry.filter]);
}

const backpropInput = withAttributes<DepthwiseConv2dNativeBackpropInputAttrs>(
  ({ graph, inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Value; filter: Value };
    const geometry = convolution2D(graph, [attrs.inputShape, filter.shape], attrs, true);
    const first = channelsFirst(graph, dy, geometry);
    if (geometry.isRowsLast) {
      return channelsBack(graph, eachInputGradientOf(graph, [first, filter], geometry), geometry);
    }
    const channels = filter.shape[2]!;
    const output = { shape: [first.shape[0]!, channels, ...geometry.input], type: dy.type };
    const values = [first, perChannel(graph, filter, geometry)];
    const attributes = { ...spreadOf(geometry), group: int(channels) };
    return channelsBack(graph, graph.node("ConvTranspose", values, output, attributes), geometry);
  },
);

/** The rows of the batch become the channels of one grouped convolution. */
function eachFilterGradient(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  { geometry, shape }: { readonly geometry: Geometry; readonly shape: readonly number[] },
): Value {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = shape;
  const rows = x.shape[0]!;
  const data = reshape(graph, transpose(graph, x, [3, 0, 1, 2]), [
    1,
    channels * rows,
    ...geometry.input,
  ]);
  const gradients = transpose(graph, dy, [3, 0, 1, 2]);
  const leading = [1, channels * multiplier];
  const whole = exchanged(graph, [data, gradients], geometry, { leading, group: channels });
  const fitted = slice(graph, whole, {
    begin: [0, 0, 0, 0],
    shape: [1, channels * multiplier, height, width],
  });
  const parted = reshape(graph, fitted, [channels, multiplier, height, width]);
  return transpose(graph, parted, [2, 3, 0, 1]);
}

const backpropFilter = withAttributes<DepthwiseConv2dNativeBackpropFilterAttrs>(
  ({ graph, inputs, attrs }) => {
    const { x, dy } = inputs as { x: Value; dy: Value };
    const shape = attrs.filterShape;
    if (isEmpty(dy)) return filled(graph, 0, { shape, type: x.type });
    const geometry = convolution2D(graph, [x.shape, shape], attrs, true);
    if (!geometry.isRowsLast) return eachFilterGradient(graph, [x, dy], { geometry, shape });
    const [first, gradient] = [
      channelsFirst(graph, x, geometry),
      channelsFirst(graph, dy, geometry),
    ];
    return reshape(graph, eachFilterGradientOf(graph, [first, gradient], geometry), shape);
  },
);

/** Kernels that convolve each channel by itself, and their gradients. */
export const depthwiseConvolutions: KernelTable = {
  DepthwiseConv2dNative: withAttributes<DepthwiseConv2dNativeAttrs>(({ graph, inputs, attrs }) => {
    const { x, filter } = inputs as { x: Value; filter: Value };
    return convolveEach(
      graph,
      [x, filter],
      convolution2D(graph, [x.shape, filter.shape], attrs, true),
    );
  }),
  DepthwiseConv2dNativeBackpropFilter: backpropFilter,
  DepthwiseConv2dNativeBackpropInput: backpropInput,
  FusedDepthwiseConv2D: withAttributes<FusedDepthwiseConv2DAttrs>((call) => {
    const { x, filter } = call.inputs as { x: Value; filter: Value };
    const geometry = convolution2D(call.graph, [x.shape, filter.shape], call.attrs, true);
    return fused(call, convolveEach(call.graph, [x, filter], geometry));
  }),
};
