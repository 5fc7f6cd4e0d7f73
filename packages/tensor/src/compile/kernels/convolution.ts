import type {
  Conv2DAttrs,
  Conv2DBackpropFilterAttrs,
  Conv2DBackpropInputAttrs,
  Conv3DAttrs,
  Conv3DBackpropFilterV2Attrs,
  Conv3DBackpropInputV2Attrs,
  FusedConv2DAttrs,
} from "@tensorflow/tfjs-core";
import { backend_util } from "../../tfjs.ts";
import type { Attribute, GraphBuilder, Value } from "../graph.ts";
import { ints, isEmpty } from "../graph.ts";
import { fused } from "./activation.ts";
import type { Geometry } from "./geometry.ts";
import { after, axes, channelsBack, channelsFirst, geometry2D, geometry3D } from "./geometry.ts";
import type { KernelTable } from "./kernel.ts";
import { withAttributes } from "./kernel.ts";
import { filled, transpose } from "./shape.ts";
import { slice } from "./window.ts";

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

/** `x` convolved with a filter (spatial axes, input channels, output channels). */
function convolve(
  graph: GraphBuilder,
  [x, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const channels = filter.shape.at(-1)!;
  const first = channelsFirst(graph, x, geometry);
  const output = { shape: [x.shape[0]!, channels, ...geometry.output], type: x.type };
  const inputs = [first, outputFirst(graph, filter)];
  return channelsBack(graph, graph.node("Conv", inputs, output, windowOf(geometry)), geometry);
}

/** The gradient of {@link convolve} by `x`: each output's share, spread back over the window that it came from. */
function convolveBack(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const channels = filter.shape.at(-2)!;
  const output = { shape: [dy.shape[0]!, channels, ...geometry.input], type: dy.type };
  const inputs = [channelsFirst(graph, dy, geometry), outputFirst(graph, filter)];
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
  const rank = geometry.input.length;
  const toFront = [1, 0, ...axes(2, rank + 2)];
  const rows = transpose(graph, channelsFirst(graph, x, geometry), toFront);
  const gradients = transpose(graph, channelsFirst(graph, dy, geometry), toFront);
  const [channels = 0, filters = 0] = [rows.shape[0], gradients.shape[0]];
  const { attributes, extent } = exchanged(geometry);
  const output = { shape: [channels, filters, ...extent], type: x.type };
  const whole = graph.node("Conv", [rows, gradients], output, attributes);
  const shape = [channels, filters, ...geometry.filter];
  const fitted = slice(graph, whole, { begin: shape.map(() => 0), shape });
  return transpose(graph, fitted, [...axes(2, rank + 2), 0, 1]);
}

/** Attributes of ONNX's convolution for a geometry. */
export function windowOf(geometry: Geometry): Readonly<Record<string, Attribute>> {
  return { ...placesOf(geometry), dilations: ints(geometry.dilations) };
}

/** Attributes of ONNX's pooling for a geometry: its windows are not dilated. */
export function placesOf(geometry: Geometry): Readonly<Record<string, Attribute>> {
  const { before, strides, filter } = geometry;
  return {
    kernel_shape: ints(filter),
    strides: ints(strides),
    pads: ints([...before, ...after(geometry).map((width) => Math.max(0, width))]),
  };
}

/** Attributes of ONNX's transposed convolution, which gives as many elements as went into the geometry. */
export function spreadOf(geometry: Geometry): Readonly<Record<string, Attribute>> {
  return {
    ...windowOf(geometry),
    output_padding: ints(after(geometry).map((width) => Math.max(0, -width))),
  };
}

/** The convolution that gives a filter's gradient, and the spatial extent of what it gives, which may be too large. */
export function exchanged({ input, output, filter, strides, dilations, before }: Geometry): {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly extent: readonly number[];
} {
  const reach = filter.map(
    (extent, i) => (extent - 1) * dilations[i]! + (output[i]! - 1) * strides[i]! + 1,
  );
  const behind = reach.map((extent, i) => Math.max(0, extent - input[i]! - before[i]!));
  const extent = input.map((size, i) => {
    const free = size + before[i]! + behind[i]! - (output[i]! - 1) * strides[i]! - 1;
    return Math.floor(free / dilations[i]!) + 1;
  });
  const attributes = {
    kernel_shape: ints(output),
    strides: ints(dilations),
    dilations: ints(strides),
    pads: ints([...before, ...behind]),
  };
  return { attributes, extent };
}

function outputFirst(graph: GraphBuilder, filter: Value): Value {
  const rank = filter.shape.length;
  return transpose(graph, filter, [rank - 1, rank - 2, ...axes(0, rank - 2)]);
}

/** What the attributes of all convolutions over two axes share. */
type Attrs2D = Pick<Conv2DAttrs, "strides" | "pad" | "dimRoundingMode" | "dataFormat"> &
  Partial<Pick<Conv2DAttrs, "dilations">>;

function geometryOf2D(
  input: readonly number[],
  filter: readonly number[],
  attrs: Attrs2D,
): Geometry {
  return geometry2D(
    backend_util.computeConv2DInfo(
      input as Shape4,
      filter as Shape4,
      attrs.strides,
      attrs.dilations ?? 1,
      attrs.pad,
      attrs.dimRoundingMode,
      false,
      backend_util.convertConv2DDataFormat(attrs.dataFormat),
    ),
  );
}

/** What the attributes of all convolutions over three axes share. */
type Attrs3D = Pick<Conv3DAttrs, "strides" | "pad"> & Partial<Pick<Conv3DAttrs, "dilations">>;

function geometryOf3D(
  input: readonly number[],
  filter: readonly number[],
  attrs: Attrs3D,
): Geometry {
  const { strides, dilations = 1, pad } = attrs;
  return geometry3D(
    backend_util.computeConv3DInfo(input as Shape5, filter as Shape5, strides, dilations, pad),
  );
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
    return convolve(graph, [x, filter], geometryOf2D(x.shape, filter.shape, attrs));
  }),
  Conv2DBackpropFilter: withAttributes<Conv2DBackpropFilterAttrs>(({ graph, inputs, attrs }) => {
    const { x, dy } = inputs as { x: Value; dy: Value };
    const geometry = geometryOf2D(x.shape, attrs.filterShape, attrs);
    return filterGradient(graph, [x, dy], { geometry, shape: attrs.filterShape });
  }),
  Conv2DBackpropInput: withAttributes<Conv2DBackpropInputAttrs>(({ graph, inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Value; filter: Value };
    const geometry = geometryOf2D(attrs.inputShape, filter.shape, attrs);
    return convolveBack(graph, [dy, filter], geometry);
  }),
  Conv3D: withAttributes<Conv3DAttrs>(({ graph, inputs, attrs }) => {
    const { x, filter } = inputs as { x: Value; filter: Value };
    return convolve(graph, [x, filter], geometryOf3D(x.shape, filter.shape, attrs));
  }),
  Conv3DBackpropFilterV2: withAttributes<Conv3DBackpropFilterV2Attrs>(
    ({ graph, inputs, attrs }) => {
      const { x, dy } = inputs as { x: Value; dy: Value };
      const geometry = geometryOf3D(x.shape, attrs.filterShape, attrs);
      return filterGradient(graph, [x, dy], { geometry, shape: attrs.filterShape });
    },
  ),
  Conv3DBackpropInputV2: withAttributes<Conv3DBackpropInputV2Attrs>(({ graph, inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: Value; filter: Value };
    const geometry = geometryOf3D(attrs.inputShape, filter.shape, attrs);
    return convolveBack(graph, [dy, filter], geometry);
  }),
  FusedConv2D: withAttributes<FusedConv2DAttrs>((call) => {
    const { x, filter } = call.inputs as { x: Value; filter: Value };
    const geometry = geometryOf2D(x.shape, filter.shape, call.attrs);
    return fused(call, convolve(call.graph, [x, filter], geometry));
  }),
};
