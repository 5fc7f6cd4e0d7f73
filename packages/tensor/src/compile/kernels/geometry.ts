import type { backend_util } from "@tensorflow/tfjs-core";
import type { GraphBuilder, Value } from "../graph.ts";
import { unsupported } from "../unsupported.ts";
import { transpose } from "./shape.ts";

/** How a window moves over the spatial axes of a tensor: two or three, with one number an axis in each list. */
export interface Geometry {
  readonly isChannelsLast: boolean;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly filter: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Rows, columns, … of padding before the first element. */
  readonly before: readonly number[];
}

type Info2D = backend_util.Conv2DInfo;
type Info3D = backend_util.Conv3DInfo;

/** The geometry of TensorFlow.js's convolution or pooling over two axes. */
export function geometry2D(info: Info2D): Geometry {
  return checked({
    isChannelsLast: info.dataFormat === "channelsLast",
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    filter: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [info.padInfo.top, info.padInfo.left],
  });
}

/** The geometry of TensorFlow.js's convolution or pooling over three axes. */
export function geometry3D(info: Info3D): Geometry {
  return checked({
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

/** The tensor with its channels as axis 1, where ONNX wants them. */
export function channelsFirst(graph: GraphBuilder, x: Value, { isChannelsLast }: Geometry): Value {
  const rank = x.shape.length;
  return isChannelsLast ? transpose(graph, x, [0, rank - 1, ...axes(1, rank - 1)]) : x;
}

/** The tensor with its channels back where TensorFlow.js has them. */
export function channelsBack(graph: GraphBuilder, x: Value, { isChannelsLast }: Geometry): Value {
  const rank = x.shape.length;
  return isChannelsLast ? transpose(graph, x, [0, ...axes(2, rank), 1]) : x;
}

/** The whole numbers from one to below another. */
export function axes(from: number, below: number): number[] {
  return Array.from({ length: below - from }, (_, i) => from + i);
}
