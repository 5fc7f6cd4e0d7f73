import type { Conv2DAttrs, Conv3DAttrs } from "@tensorflow/tfjs-core";
import { backend_util } from "../../../tfjs.ts";
import type { Layout } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { unsupported } from "../../unsupported.ts";

/** How a window moves over the spatial axes of a tensor: two or three, with one number for each axis in each list. */
export interface Geometry {
  /** Whether the step's images have their channels last (NHWC, NDHWC), or first (NCHW). */
  readonly isChannelsLast: boolean;
  /** What the kernel computes in. In CHWN the images are one more spatial axis, the last, along which windows are one wide. */
  readonly layout: Layout;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly filter: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Padding before the first element of each axis; {@link padAfter} has that after the last. */
  readonly padBefore: readonly number[];
}

type Info2D = ReturnType<typeof backend_util.computeConv2DInfo>;
type Info3D = ReturnType<typeof backend_util.computeConv3DInfo>;

/** The attributes that all convolutions over two axes have; those of depthwise layers have null for no dilation. */
type Attrs2D = Pick<Conv2DAttrs, "strides" | "pad" | "dimRoundingMode"> &
  Partial<Pick<Conv2DAttrs, "dataFormat">> & {
    readonly dilations?: Conv2DAttrs["dilations"] | null;
  };

/** The attributes that all convolutions over three axes have. */
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
      shape4(input),
      shape4(filter),
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
    backend_util.computeConv3DInfo(shape5(input), shape5(filter), strides, dilations, pad),
  );
}

/** With fewer images than these, ONNX Runtime's convolutions are faster in NCHW. */
const MIN_IMAGES = 16;

/** The geometry of TensorFlow.js's convolution or pooling over two axes. */
export function geometry2D(graph: GraphBuilder, info: Info2D): Geometry {
  const geometry = checked({
    layout: "NCHW",
    isChannelsLast: info.dataFormat === "channelsLast",
    input: [info.inHeight, info.inWidth],
    output: [info.outHeight, info.outWidth],
    filter: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padBefore: [info.padInfo.top, info.padInfo.left],
  });
  const isBatchLast = graph.layout === "CHWN" && info.batchSize >= MIN_IMAGES;
  return isBatchLast ? inCHWN(geometry, info.batchSize) : geometry;
}

/** The geometry in the layout CHWN. */
export function inCHWN(geometry: Geometry, images: number): Geometry {
  return {
    ...geometry,
    layout: "CHWN",
    input: [...geometry.input, images],
    output: [...geometry.output, images],
    filter: [...geometry.filter, 1],
    strides: [...geometry.strides, 1],
    dilations: [...geometry.dilations, 1],
    padBefore: [...geometry.padBefore, 0],
  };
}

/** The geometry of TensorFlow.js's convolution or pooling over three axes. */
export function geometry3D(info: Info3D): Geometry {
  return checked({
    layout: "NCHW",
    isChannelsLast: info.dataFormat === "channelsLast",
    input: [info.inDepth, info.inHeight, info.inWidth],
    output: [info.outDepth, info.outHeight, info.outWidth],
    filter: [info.filterDepth, info.filterHeight, info.filterWidth],
    strides: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
    padBefore: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  });
}

/**
 * TensorFlow.js 4.22 counts the positions of a window wrongly in two cases, in which ONNX would compute another shape:
 * along every axis by the first axis' window where padding is a number, and from before the first element where
 * strides over three axes are wider than the window.
 *
 * @throws FairlineError `STEP_UNSUPPORTED` for these
 */
function checked(geometry: Geometry): Geometry {
  const { input, output, filter, strides, dilations, padBefore } = geometry;
  const after = padAfter(geometry).map((width) => Math.max(0, width));
  const fits = output.every((size, i) => {
    const free = input[i]! + padBefore[i]! + after[i]! - (filter[i]! - 1) * dilations[i]! - 1;
    return padBefore[i]! >= 0 && size === Math.floor(free / strides[i]!) + 1;
  });
  if (!fits) throw unsupported("a window whose positions TensorFlow.js miscounts");
  return geometry;
}

/**
 * Padding after the last element of each axis, so that the last window just fits; below 0 where elements are left over at the
 * end that no window reaches.
 */
export function padAfter(geometry: Geometry): number[] {
  const { input, output, filter, strides, dilations, padBefore } = geometry;
  return input.map((size, i) => {
    const reach = (output[i]! - 1) * strides[i]! + (filter[i]! - 1) * dilations[i]! + 1;
    return reach - size - padBefore[i]!;
  });
}

/** A shape as TensorFlow.js's types have it for images. */
export function shape4([a = 0, b = 0, c = 0, d = 0]: readonly number[]): [
  number,
  number,
  number,
  number,
] {
  return [a, b, c, d];
}

/** A shape as TensorFlow.js's types have it for volumes. */
export function shape5([a = 0, b = 0, c = 0, d = 0, e = 0]: readonly number[]): [
  number,
  number,
  number,
  number,
  number,
] {
  return [a, b, c, d, e];
}
