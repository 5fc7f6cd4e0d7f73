import type { AvgPoolAttrs, MaxPool3DAttrs } from "@tensorflow/tfjs-core";
import { backend_util } from "../../../tfjs.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int } from "../../graph.ts";
import { filled, reshape } from "../array/arrange.ts";
import { binary } from "../elementwise/operators.ts";
import type { Geometry } from "./geometry.ts";
import { channelsBack, channelsFirst, geometry2D, geometry3D, withRows } from "./geometry.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { placesOf, spreadOf } from "./attributes.ts";
import { largestGradientOf, largestOf, pooledShape, spreadOver } from "./pooling-chwn.ts";

type GeometryOf = (graph: GraphBuilder, shape: readonly number[], attrs: never) => Geometry;

const over2: GeometryOf = (graph, shape, attrs: AvgPoolAttrs) =>
  geometry2D(
    graph,
    backend_util.computePool2DInfo(
      shape as [number, number, number, number],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    ),
  );

const over3: GeometryOf = (_, shape, attrs: MaxPool3DAttrs) =>
  geometry3D(
    backend_util.computePool3DInfo(
      shape as [number, number, number, number, number],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
      attrs.dataFormat,
    ),
  );

const averagePool = (geometryOf: GeometryOf): RecordKernel =>
  withAttributes<never>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    const geometry = geometryOf(graph, x.shape, attrs);
    const first = channelsFirst(graph, x, geometry);
    const output = { shape: pooledShape(first, geometry), type: x.type };
    const means = graph.node("AveragePool", [first], output, placesOf(geometry));
    return channelsBack(graph, means, geometry);
  });

const maxPool = (geometryOf: GeometryOf): RecordKernel =>
  withAttributes<never>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    const geometry = geometryOf(graph, x.shape, attrs);
    const first = channelsFirst(graph, x, geometry);
    return channelsBack(graph, largestOf(graph, first, geometry), geometry);
  });

/** Each output's share goes to the first of the largest elements of its window. */
const maxPoolGradient = (geometryOf: GeometryOf): RecordKernel =>
  withAttributes<never>(({ graph, inputs, attrs }) => {
    const { dy, input } = inputs as { dy: Value; input: Value };
    const geometry = geometryOf(graph, input.shape, attrs);
    const first = channelsFirst(graph, input, geometry);
    const last = geometry.isRowsLast ? (x: Value): Value => x : asOneRow(graph);
    const largest = {
      gradient: last(channelsFirst(graph, dy, geometry)),
      input: last(first),
      most: last(largestOf(graph, first, geometry)),
    };
    const overRows = geometry.isRowsLast ? geometry : withRows(geometry, 1);
    const sums = largestGradientOf(graph, largest, overRows);
    return channelsBack(graph, reshape(graph, sums, first.shape), geometry);
  });

/** A tensor with its rows first as one with its rows last, of one row: what were rows are further channels. */
const asOneRow =
  (graph: GraphBuilder) =>
  (x: Value): Value => {
    const [rows = 0, channels = 0, ...spatial] = x.shape;
    return reshape(graph, x, [1, rows * channels, ...spatial, 1]);
  };

/**
 * Each output's share is spread evenly over the elements of its window. Padding has no share: TensorFlow.js's own
 * kernel divides by the whole window also at the edge, which is not the gradient of its forward kernel.
 */
const averagePoolGradient = (geometryOf: GeometryOf): RecordKernel =>
  withAttributes<never>(({ graph, inputs, attrs }) => {
    const { dy, input } = inputs as { dy: Value; input: Value };
    const geometry = geometryOf(graph, input.shape, attrs);
    const first = channelsFirst(graph, dy, geometry);
    const share = binary(graph, "Mul", [first, shares(graph, geometry)]);
    if (geometry.isRowsLast) {
      return channelsBack(graph, spreadOver(graph, share, geometry), geometry);
    }
    const channels = first.shape[1]!;
    const ones = filled(graph, 1, { shape: [channels, 1, ...geometry.filter], type: dy.type });
    const output = { shape: [first.shape[0]!, channels, ...geometry.input], type: dy.type };
    const attributes = { ...spreadOf(geometry), group: int(channels) };
    return channelsBack(
      graph,
      graph.node("ConvTranspose", [share, ones], output, attributes),
      geometry,
    );
  });

/** For each window, 1 over the number of elements in it; the same for all rows. */
function shares(graph: GraphBuilder, geometry: Geometry): Value {
  const { input, output, filter, strides, before, isRowsLast } = geometry;
  const places = output.map((extent, i) => (isRowsLast && i === output.length - 1 ? 1 : extent));
  const counts = places.map((extent, i) =>
    Array.from({ length: extent }, (_, place) => {
      const start = place * strides[i]! - before[i]!;
      return Math.min(input[i]!, start + filter[i]!) - Math.max(0, start);
    }),
  );
  const products = counts.reduce<number[]>(
    (all, each) => all.flatMap((product) => each.map((count) => product * count)),
    [1],
  );
  const values = Float32Array.from(products, (product) => 1 / product);
  return graph.constant(values, [1, 1, ...places], "float32");
}

/** Kernels that pool, and their gradients. */
export const pooling: KernelTable = {
  AvgPool: averagePool(over2),
  AvgPool3D: averagePool(over3),
  AvgPool3DGrad: averagePoolGradient(over3),
  AvgPoolGrad: averagePoolGradient(over2),
  MaxPool: maxPool(over2),
  MaxPool3D: maxPool(over3),
  MaxPool3DGrad: maxPoolGradient(over3),
  MaxPoolGrad: maxPoolGradient(over2),
};
