import type { AvgPoolAttrs, MaxPool3DAttrs } from "@tensorflow/tfjs-core";
import { backend_util } from "../../../tfjs.ts";
import type { Value } from "../../graph.ts";
import { int } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { filled, reshape } from "../array/primitives.ts";
import { binary } from "../elementwise/operators.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { convTransposeAttributes, poolAttributes } from "./attributes.ts";
import type { Geometry } from "./geometry.ts";
import { geometry2D, geometry3D, inCHWN, shape4, shape5 } from "./geometry.ts";
import { fromLayout, toLayout } from "./layout.ts";
import { maxPool, maxPoolGradient, pooledShape, sumOverWindows } from "./pooling-chwn.ts";

/** The geometry of a pooling of tensors of a shape. */
type GeometryOf<A> = (graph: GraphBuilder, shape: readonly number[], attrs: A) => Geometry;

const over2: GeometryOf<AvgPoolAttrs> = (graph, shape, attrs) =>
  geometry2D(
    graph,
    backend_util.computePool2DInfo(
      shape4(shape),
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    ),
  );

const over3: GeometryOf<MaxPool3DAttrs> = (_, shape, attrs) =>
  geometry3D(
    backend_util.computePool3DInfo(
      shape5(shape),
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
      attrs.dataFormat,
    ),
  );

function averagePool<A>(geometryOf: GeometryOf<A>): RecordKernel {
  return withAttributes<A>(({ graph, input, attrs }) => {
    const x = input("x");
    const geometry = geometryOf(graph, x.shape, attrs);
    const images = toLayout(graph, x, geometry);
    const output = { shape: pooledShape(images, geometry), type: x.type };
    const means = graph.node("AveragePool", [images], output, poolAttributes(geometry));
    return fromLayout(graph, means, geometry);
  });
}

function largestPool<A>(geometryOf: GeometryOf<A>): RecordKernel {
  return withAttributes<A>(({ graph, input, attrs }) => {
    const x = input("x");
    const geometry = geometryOf(graph, x.shape, attrs);
    return fromLayout(graph, maxPool(graph, toLayout(graph, x, geometry), geometry), geometry);
  });
}

function largestPoolGradient<A>(geometryOf: GeometryOf<A>): RecordKernel {
  return withAttributes<A>(({ graph, input, attrs }) => {
    const geometry = geometryOf(graph, input("input").shape, attrs);
    const x = toLayout(graph, input("input"), geometry);
    const dy = toLayout(graph, input("dy"), geometry);
    const y = maxPool(graph, x, geometry);
    if (geometry.layout === "CHWN") {
      return fromLayout(graph, maxPoolGradient(graph, { x, y, dy }, geometry), geometry);
    }
    const images = { x: asOneImage(graph, x), y: asOneImage(graph, y), dy: asOneImage(graph, dy) };
    const dx = maxPoolGradient(graph, images, inCHWN(geometry, 1));
    return fromLayout(graph, reshape(graph, dx, x.shape), geometry);
  });
}

/** Images in NCHW as one image in CHWN, whose channels are the channels of all of them. */
function asOneImage(graph: GraphBuilder, x: Value): Value {
  const [images = 0, channels = 0, ...spatial] = x.shape;
  return reshape(graph, x, [1, images * channels, ...spatial, 1]);
}

/**
 * Each output's gradient is divided evenly among the elements of its window. Padding has no part of it: TensorFlow.js's own
 * kernel divides by the whole window also at the edge, which is not the gradient of its forward kernel.
 */
function averagePoolGradient<A>(geometryOf: GeometryOf<A>): RecordKernel {
  return withAttributes<A>(({ graph, input, attrs }) => {
    const geometry = geometryOf(graph, input("input").shape, attrs);
    const gradient = toLayout(graph, input("dy"), geometry);
    const quotient = binary(graph, "Mul", [gradient, reciprocalSizes(graph, geometry)]);
    if (geometry.layout === "CHWN") {
      return fromLayout(graph, sumOverWindows(graph, quotient, geometry), geometry);
    }
    const [images = 0, channels = 0] = gradient.shape;
    const { type } = gradient;
    const ones = filled(graph, 1, { shape: [channels, 1, ...geometry.filter], type });
    const output = { shape: [images, channels, ...geometry.input], type };
    const attributes = { ...convTransposeAttributes(geometry), group: int(channels) };
    const dx = graph.node("ConvTranspose", [quotient, ones], output, attributes);
    return fromLayout(graph, dx, geometry);
  });
}

/** For each window, 1 over the number of elements in it; the same for all images. */
function reciprocalSizes(graph: GraphBuilder, geometry: Geometry): Value {
  const { input, output, filter, strides, padBefore, layout } = geometry;
  const windows = layout === "CHWN" ? output.with(-1, 1) : output;
  const sizes = windows.map((count, i) =>
    Array.from({ length: count }, (_, position) => {
      const start = position * strides[i]! - padBefore[i]!;
      return Math.min(input[i]!, start + filter[i]!) - Math.max(0, start);
    }),
  );
  const products = sizes.reduce<number[]>(
    (all, each) => all.flatMap((product) => each.map((size) => product * size)),
    [1],
  );
  const values = Float32Array.from(products, (product) => 1 / product);
  return graph.constant(values, [1, 1, ...windows], "float32");
}

/** Kernels that pool, and their gradients. */
export const pooling: KernelTable = {
  AvgPool: averagePool(over2),
  AvgPool3D: averagePool(over3),
  AvgPool3DGrad: averagePoolGradient(over3),
  AvgPoolGrad: averagePoolGradient(over2),
  MaxPool: largestPool(over2),
  MaxPool3D: largestPool(over3),
  MaxPool3DGrad: largestPoolGradient(over3),
  MaxPoolGrad: largestPoolGradient(over2),
};
