import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape, transpose } from "../array/primitives.ts";
import { matMul } from "../dense/matrix.ts";
import { binary } from "../elementwise/operators.ts";
import type { Geometry } from "./geometry.ts";
import {
  col2imIndices,
  flattenSpatial,
  gatherSpatial,
  im2colIndices,
  sumSpatial,
} from "./im2col.ts";

/**
 * The gradient of a depthwise convolution by its input, of `dy` in the layout CHWN: the products of filter and `dy`, summed by
 * col2im. A filter is height x width x channels x multiplier.
 */
export function depthwiseInputGradientCHWN(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filter.shape;
  const gradients = flattenSpatial(graph, dy);
  const [, elements = 0, images = 0] = gradients.shape;
  const windowSize = height * width;
  const flat = reshape(graph, filter, [windowSize, channels, multiplier]);
  const weights = transpose(graph, flat, [1, 2, 0]);
  const products = binary(graph, "Mul", [
    reshape(graph, gradients, [channels, multiplier, 1, elements, images]),
    reshape(graph, weights, [channels, multiplier, windowSize, 1, 1]),
  ]);
  const columns = reshape(graph, products, [channels, multiplier * windowSize * elements, images]);
  // Every filter of a channel has products of its own for the same elements.
  const lists = col2imIndices(im2colIndices(geometry), geometry).map((list) =>
    Array.from({ length: multiplier }, (_, m) =>
      list.map((i) => m * windowSize * elements + i),
    ).flat(),
  );
  return reshape(graph, sumSpatial(graph, columns, lists), [1, channels, ...geometry.input]);
}

/** The gradient of a depthwise convolution by its filter, window x channels x multiplier, of `x` and `dy` in the layout CHWN. */
export function depthwiseFilterGradientCHWN(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const input = flattenSpatial(graph, x);
  const gradients = flattenSpatial(graph, dy);
  const [channels = 0, , images = 0] = input.shape;
  const [filters = 0, elements = 0] = gradients.shape;
  const multiplier = filters / channels;
  const indices = im2colIndices(geometry);
  const columns = gatherSpatial(graph, input, { indices: indices.flat(), padding: 0 });
  const product = matMul(
    graph,
    [
      reshape(graph, columns, [channels, indices.length, elements * images]),
      reshape(graph, gradients, [channels, multiplier, elements * images]),
    ],
    { transposeA: false, transposeB: true },
  );
  return transpose(graph, product, [1, 0, 2]);
}
