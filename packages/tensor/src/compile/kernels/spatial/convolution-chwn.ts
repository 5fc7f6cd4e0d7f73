import type { Value } from "../../graph.ts";
import { int } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape, transpose } from "../array/primitives.ts";
import { slice } from "../array/slicing.ts";
import { matMul } from "../dense/matrix.ts";
import { convAttributes } from "./attributes.ts";
import type { Geometry } from "./geometry.ts";
import { padAfter } from "./geometry.ts";
import {
  col2imIndices,
  flattenSpatial,
  gatherSpatial,
  im2colIndices,
  sumSpatial,
} from "./im2col.ts";

/** Elements up to which im2col of a whole batch is made at once: 64 MiB. */
const LARGEST_IM2COL = 2 ** 24;

/**
 * The gradient of a convolution by its filter (spatial axes, input channels, output channels), of `x` and `dy` in the layout
 * CHWN: im2col of `x` times `dy`, in one product of matrices.
 */
export function filterGradientCHWN(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const elements = flattenSpatial(graph, x);
  const gradients = asMatrix(graph, flattenSpatial(graph, dy));
  const indices = im2colIndices(geometry);
  const [channels = 0, , images = 0] = elements.shape;
  const filters = gradients.shape[0]!;
  const spatial = geometry.filter.slice(0, -1);
  const product = (at: readonly number[], windowSize: number): Value => {
    const columns = gatherSpatial(graph, elements, { indices: at, padding: 0 });
    const width = (at.length / windowSize) * images;
    const matrix = reshape(graph, columns, [channels * windowSize, width]);
    return matMul(graph, [matrix, gradients], { transposeA: false, transposeB: true });
  };
  const size = channels * indices.length * gradients.shape[1]!;
  if (size > LARGEST_IM2COL) {
    const each = indices.map((at) => product(at, 1));
    const output = { shape: [indices.length * channels, filters], type: x.type };
    const all = graph.node("Concat", each, output, { axis: int(0) });
    return reshape(graph, all, [...spatial, channels, filters]);
  }
  const whole = product(indices.flat(), indices.length);
  const byChannel = reshape(graph, whole, [channels, indices.length, filters]);
  return reshape(graph, transpose(graph, byChannel, [1, 0, 2]), [...spatial, channels, filters]);
}

/**
 * The gradient of a convolution by its input, of `dy` in the layout CHWN: where strides are 1, a convolution with the flipped
 * filter; else the products of filter and `dy`, summed by col2im.
 */
export function inputGradientCHWN(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const channels = filter.shape.at(-2)!;
  const flipped = flippedGeometry(geometry);
  if (flipped !== undefined) {
    const output = { shape: [1, channels, ...geometry.input], type: dy.type };
    const inputs = [dy, flippedFilter(graph, filter, geometry)];
    return graph.node("Conv", inputs, output, convAttributes(flipped));
  }
  const gradients = flattenSpatial(graph, dy);
  const indices = im2colIndices(geometry);
  const filters = filter.shape.at(-1)!;
  const byElement = reshape(graph, filter, [indices.length, channels, filters]);
  const byChannel = transpose(graph, byElement, [1, 0, 2]);
  const weights = reshape(graph, byChannel, [channels * indices.length, filters]);
  const plain = { transposeA: false, transposeB: false };
  const products = matMul(graph, [weights, asMatrix(graph, gradients)], plain);
  const [, elements = 0, images = 0] = gradients.shape;
  const columns = reshape(graph, products, [channels, indices.length * elements, images]);
  const sums = sumSpatial(graph, columns, col2imIndices(indices, geometry));
  return reshape(graph, sums, [1, channels, ...geometry.input]);
}

/** The geometry of the convolution with the flipped filter; none where strides are more than 1, or the padding too wide. */
function flippedGeometry(geometry: Geometry): Geometry | undefined {
  const { input, output, filter, strides, dilations, padBefore } = geometry;
  const flipped = {
    ...geometry,
    input: output,
    output: input,
    padBefore: padBefore.map((width, i) => (filter[i]! - 1) * dilations[i]! - width),
  };
  const fits = [...flipped.padBefore, ...padAfter(flipped)].every((width) => width >= 0);
  return fits && strides.every((stride) => stride === 1) ? flipped : undefined;
}

/** The filter reversed along its spatial axes: input channels x output channels x spatial axes. */
function flippedFilter(graph: GraphBuilder, filter: Value, geometry: Geometry): Value {
  const [channels = 0, filters = 0] = filter.shape.slice(-2);
  const rank = filter.shape.length;
  const isSpatial = filter.shape.map((_, i) => i < rank - 2);
  const reversed = slice(graph, filter, {
    begin: filter.shape.map((size, i) => (isSpatial[i]! ? size - 1 : 0)),
    shape: filter.shape,
    strides: isSpatial.map((isReversed) => (isReversed ? -1 : 1)),
  });
  const order = [rank - 2, rank - 1, ...filter.shape.keys()].slice(0, rank);
  return reshape(graph, transpose(graph, reversed, order), [channels, filters, ...geometry.filter]);
}

function asMatrix(graph: GraphBuilder, x: Value): Value {
  const [channels = 0, elements = 0, images = 0] = x.shape;
  return reshape(graph, x, [channels, elements * images]);
}
