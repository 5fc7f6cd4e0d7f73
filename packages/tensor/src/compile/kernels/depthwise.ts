import type {
  DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInputAttrs,
  FusedDepthwiseConv2DAttrs,
} from "@tensorflow/tfjs-core";
import { backend_util } from "../../tfjs.ts";
import type { GraphBuilder, Value } from "../graph.ts";
import { int, isEmpty } from "../graph.ts";
import { fused } from "./activation.ts";
import { exchanged, spreadOf, windowOf } from "./convolution.ts";
import type { Geometry } from "./geometry.ts";
import { channelsBack, channelsFirst, geometry2D } from "./geometry.ts";
import type { KernelTable } from "./kernel.ts";
import { withAttributes } from "./kernel.ts";
import { filled, reshape, transpose } from "./shape.ts";
import { slice } from "./window.ts";

type Shape4 = [number, number, number, number];

/** The layer of TensorFlow.js hands null over where nothing is dilated. */
type Attrs = Omit<DepthwiseConv2dNativeAttrs, "dataFormat" | "dilations"> & {
  readonly dilations: DepthwiseConv2dNativeAttrs["dilations"] | null;
};

function geometryOf(input: readonly number[], filter: readonly number[], attrs: Attrs): Geometry {
  return geometry2D(
    backend_util.computeConv2DInfo(
      input as Shape4,
      filter as Shape4,
      attrs.strides,
      attrs.dilations ?? 1,
      attrs.pad,
      attrs.dimRoundingMode,
      true,
    ),
  );
}

/** Each input channel convolved with its own filters; a filter is height x width x channels x multiplier. */
function convolveEach(
  graph: GraphBuilder,
  [x, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const channels = filter.shape[2]!;
  const inputs = [channelsFirst(graph, x, geometry), perChannel(graph, filter)];
  const output = {
    shape: [x.shape[0]!, channels * filter.shape[3]!, ...geometry.output],
    type: x.type,
  };
  const attributes = { ...windowOf(geometry), group: int(channels) };
  return channelsBack(graph, graph.node("Conv", inputs, output, attributes), geometry);
}

/** The filters as ONNX has them for grouped convolutions: channels * multiplier x 1 x height x width. */
function perChannel(graph: GraphBuilder, filter: Value): Value {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filter.shape;
  const turned = transpose(graph, filter, [2, 3, 0, 1]);
  return reshape(graph, turned, [channels * multiplier, 1, height, width]);
}

const backpropInput = withAttributes<DepthwiseConv2dNativeBackpropInputAttrs>(
  ({ graph, inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Value; filter: Value };
    const geometry = geometryOf(attrs.inputShape, filter.shape, attrs);
    const channels = filter.shape[2]!;
    const output = { shape: [dy.shape[0]!, channels, ...geometry.input], type: dy.type };
    const values = [channelsFirst(graph, dy, geometry), perChannel(graph, filter)];
    const attributes = { ...spreadOf(geometry), group: int(channels) };
    return channelsBack(graph, graph.node("ConvTranspose", values, output, attributes), geometry);
  },
);

/** The rows of the batch become the channels of one grouped convolution. */
const backpropFilter = withAttributes<DepthwiseConv2dNativeBackpropFilterAttrs>(
  ({ graph, inputs, attrs }) => {
    const { x, dy } = inputs as { x: Value; dy: Value };
    const [height, width, channels, multiplier] = attrs.filterShape;
    if (isEmpty(dy)) return filled(graph, 0, { shape: attrs.filterShape, type: x.type });
    const geometry = geometryOf(x.shape, attrs.filterShape, attrs);
    const rows = x.shape[0]!;
    const data = reshape(graph, transpose(graph, x, [3, 0, 1, 2]), [
      1,
      channels * rows,
      ...geometry.input,
    ]);
    const gradients = transpose(graph, dy, [3, 0, 1, 2]);
    const { attributes, extent } = exchanged(geometry);
    const whole = graph.node(
      "Conv",
      [data, gradients],
      { shape: [1, channels * multiplier, ...extent], type: x.type },
      { ...attributes, group: int(channels) },
    );
    const shape = [1, channels * multiplier, height, width];
    const fitted = slice(graph, whole, { begin: [0, 0, 0, 0], shape });
    const parted = reshape(graph, fitted, [channels, multiplier, height, width]);
    return transpose(graph, parted, [2, 3, 0, 1]);
  },
);

/** Kernels that convolve each channel by itself, and their gradients. */
export const depthwiseConvolutions: KernelTable = {
  DepthwiseConv2dNative: withAttributes<DepthwiseConv2dNativeAttrs>(({ graph, inputs, attrs }) => {
    const { x, filter } = inputs as { x: Value; filter: Value };
    return convolveEach(graph, [x, filter], geometryOf(x.shape, filter.shape, attrs));
  }),
  DepthwiseConv2dNativeBackpropFilter: backpropFilter,
  DepthwiseConv2dNativeBackpropInput: backpropInput,
  FusedDepthwiseConv2D: withAttributes<FusedDepthwiseConv2DAttrs>((call) => {
    const { x, filter } = call.inputs as { x: Value; filter: Value };
    const geometry = geometryOf(x.shape, filter.shape, call.attrs);
    return fused(call, convolveEach(call.graph, [x, filter], geometry));
  }),
};
