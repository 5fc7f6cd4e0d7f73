import type { Conv2DAttrs, Conv3DAttrs } from "@tensorflow/tfjs-core";
import { backend_util } from "../../../tfjs.ts";
import type { Value } from "../../graph.ts";
import { ints, LAYOUT_TRANSFORM } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { unsupported } from "../../unsupported.ts";
import { reshape, transpose } from "../array/arrange.ts";

/** How a window moves over the spatial axes of a tensor: two or three, with one number an axis in each list. */
export interface Geometry {
  readonly isChannelsLast: boolean;
  /** Whether the rows of the batch are one more spatial axis, the last, along which windows are one wide. */
  readonly isRowsLast: boolean;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly filter: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Rows, columns, … of padding before the first element. */
  readonly before: readonly number[];
}

type Info2D = ReturnType<typeof backend_util.computeConv2DInfo>;
type Info3D = ReturnType<typeof backend_util.computeConv3DInfo>;

type Shape4 = [number, number, number, number];
type Shape5 = [number, number, number, number, number];

/** What the attributes of all convolutions over two axes share; the layer of each channel hands null over where nothing is dilated. */
type Attrs2D = Pick<Conv2DAttrs, "strides" | "pad" | "dimRoundingMode"> &
  Partial<Pick<Conv2DAttrs, "dataFormat">> & {
    readonly dilations?: Conv2DAttrs["dilations"] | null;
  };

/** What the attributes of all convolutions over three axes share. */
type Attrs3D = Pick<Conv3DAttrs, "strides" | "pad"> & Partial<Pick<Conv3DAttrs, "dilations">>;

/** Shapes of an input and of a filter. */
type Shapes = readonly [input: readonly number[], filter: readonly number[]];

/**
 * The geometry of a convolution over two axes.
 *
 * @param isDepthwise - Whether each channel has its own filters: the channels are the last axis then.
 */
export function convolution2D(
  graph: GraphBuilder,
  [input, filter]: Shapes,
  { strides, dilations, pad, dimRoundingMode, dataFormat = "NHWC" }: Attrs2D,
  isDepthwise = false,
): Geometry {
  const format = backend_util.convertConv2DDataFormat(isDepthwise ? "NHWC" : dataFormat);
  return geometry2D(
    graph,
    backend_util.computeConv2DInfo(
      input as Shape4,
      filter as Shape4,
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      isDepthwise,
      format,
    ),
  );
}

/** The geometry of a convolution over three axes. */
export function convolution3D(
  [input, filter]: Shapes,
  { strides, dilations = 1, pad }: Attrs3D,
): Geometry {
  return geometry3D(
    backend_util.computeConv3DInfo(input as Shape5, filter as Shape5, strides, dilations, pad),
  );
}

/** With fewer rows than these, ONNX Runtime's windows are faster where the rows are first. */
const FEWEST_ROWS = 16;

/** The geometry of TensorFlow.js's convolution or pooling over two axes. */
export function geometry2D(graph: GraphBuilder, info: Info2D): Geometry {
  const geometry = checked({
    isRowsLast: false,
    isChannelsLast: info.dataFormat === "channelsLast",
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    filter: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [info.padInfo.top, info.padInfo.left],
  });
  const isRowsLast = graph.layout === "rows-last" && info.batchSize >= FEWEST_ROWS;
  return isRowsLast ? withRows(geometry, info.batchSize) : geometry;
}

/** The geometry with the rows of a batch as its last spatial axis. */
export function withRows(geometry: Geometry, rows: number): Geometry {
  return {
    ...geometry,
    isRowsLast: true,
    input: [...geometry.input, rows],
    output: [...geometry.output, rows],
    filter: [...geometry.filter, 1],
    strides: [...geometry.strides, 1],
    dilations: [...geometry.dilations, 1],
    before: [...geometry.before, 0],
  };
}

/** The geometry of TensorFlow.js's convolution or pooling over three axes. */
export function geometry3D(info: Info3D): Geometry {
  return checked({
    isRowsLast: false,
    isChannelsLast: info.dataFormat === "channelsLast",
    input: [info.inDepth, info.inHeight, info.inWidth],
    output: [info.outDepth, info.outHeight, info.outWidth],
    filter: [info.filterDepth, info.filterHeight, info.filterWidth],
    strides: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
    before: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  });
}

/**
 * TensorFlow.js 4.22 counts the places of a window wrongly in two cases, in which ONNX would compute another shape:
 * along every axis by the first axis' window where padding is a number, and from before the first element where
 * strides over three axes are wider than the window.
 *
 * @throws FairlineError `STEP_UNSUPPORTED` for these
 */
function checked(geometry: Geometry): Geometry {
  const { input, output, filter, strides, dilations, before } = geometry;
  const behind = after(geometry).map((width) => Math.max(0, width));
  const fits = output.every((extent, i) => {
    const free = input[i]! + before[i]! + behind[i]! - (filter[i]! - 1) * dilations[i]! - 1;
    return before[i]! >= 0 && extent === Math.floor(free / strides[i]!) + 1;
  });
  if (!fits) throw unsupported("a window whose places TensorFlow.js miscounts");
  return geometry;
}

/**
 * Padding after the last element, so that the last window just fits; below 0 where elements are left over at the
 * end that no window reaches.
 */
export function after({ input, output, filter, strides, dilations, before }: Geometry): number[] {
  return input.map((extent, i) => {
    const reach = (output[i]! - 1) * strides[i]! + (filter[i]! - 1) * dilations[i]! + 1;
    return reach - extent - before[i]!;
  });
}

/**
 * The tensor as ONNX wants it: rows, channels, spatial axes. Where the rows are a spatial axis, they are the last one, and
 * the first axis is of extent 1.
 */
export function channelsFirst(
  graph: GraphBuilder,
  x: Value,
  { isChannelsLast, isRowsLast }: Geometry,
): Value {
  const rank = x.shape.length;
  const spatial = isChannelsLast ? axes(1, rank - 1) : axes(2, rank);
  const channel = isChannelsLast ? rank - 1 : 1;
  if (!isRowsLast) return transpose(graph, x, [0, channel, ...spatial]);
  const order = [channel, ...spatial, 0];
  const extents = order.map((axis) => x.shape[axis]!);
  return reshape(graph, transpose(graph, x, order), [1, ...extents]);
}

/** The tensor as TensorFlow.js has it, of what {@link channelsFirst} gives. */
export function channelsBack(
  graph: GraphBuilder,
  x: Value,
  { isChannelsLast, isRowsLast }: Geometry,
): Value {
  const rank = x.shape.length;
  const [row, channel, spatial] = isRowsLast
    ? [rank - 1, 1, axes(2, rank - 1)]
    : [0, 1, axes(2, rank)];
  const perm = isChannelsLast ? [row, ...spatial, channel] : [row, channel, ...spatial];
  const shape = perm.map((axis) => x.shape[axis]!);
  return graph.node(LAYOUT_TRANSFORM, [x], { shape, type: x.type }, { perm: ints(perm) });
}

/** The whole numbers from one to below another. */
export function axes(from: number, below: number): number[] {
  return Array.from({ length: below - from }, (_, i) => from + i);
}
