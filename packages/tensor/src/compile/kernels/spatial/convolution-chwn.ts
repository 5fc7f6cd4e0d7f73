import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int } from "../../graph.ts";
import { reshape, transpose } from "../array/arrange.ts";
import type { Geometry } from "./geometry.ts";
import { after } from "./geometry.ts";
import { matMul } from "../dense/matrix.ts";
import { windowOf } from "./attributes.ts";
import { read, rowsOf, sumOf, tapPlaces, tapsAt } from "./im2col.ts";
import { slice } from "../array/slicing.ts";

/** Elements up to which the taps of a whole batch are laid beside each other: 64 MiB. */
const MOST_TAPS = 2 ** 24;

/**
 * The gradient of a convolution by its filter (spatial axes, input channels, output channels), of `x` and `dy` with their rows
 * last: the taps of all windows times the gradients of what these gave, in one product of matrices.
 */
export function filterGradientOf(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const rows = rowsOf(graph, x);
  const gradients = matrixOf(graph, rowsOf(graph, dy));
  const places = tapPlaces(geometry);
  const [channels = 0, , count = 0] = rows.shape;
  const filters = gradients.shape[0]!;
  const extents = geometry.filter.slice(0, -1);
  const product = (at: readonly number[], taps: number): Value => {
    const found = read(graph, rows, { places: at, filler: 0 });
    const width = (at.length / taps) * count;
    const matrix = reshape(graph, found, [channels * taps, width]);
    return matMul(graph, [matrix, gradients], { transposeA: false, transposeB: true });
  };
  const size = channels * places.length * gradients.shape[1]!;
  if (size > MOST_TAPS) {
    const each = places.map((at) => product(at, 1));
    const output = { shape: [places.length * channels, filters], type: x.type };
    const all = graph.node("Concat", each, output, { axis: int(0) });
    return reshape(graph, all, [...extents, channels, filters]);
  }
  const whole = product(places.flat(), places.length);
  const parted = reshape(graph, whole, [channels, places.length, filters]);
  return reshape(graph, transpose(graph, parted, [1, 0, 2]), [...extents, channels, filters]);
}

/**
 * The gradient of a convolution by its input, of `dy` with its rows last: where windows are one apart, a convolution with the
 * filter turned round; else each output's share, summed where it came from.
 */
export function inputGradientOf(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const channels = filter.shape.at(-2)!;
  const back = turned(geometry);
  if (back !== undefined) {
    const output = { shape: [1, channels, ...geometry.input], type: dy.type };
    const around = turnedFilter(graph, filter, geometry);
    return graph.node("Conv", [dy, around], output, windowOf(back));
  }
  const gradients = rowsOf(graph, dy);
  const places = tapPlaces(geometry);
  const filters = filter.shape.at(-1)!;
  const taps = transpose(
    graph,
    reshape(graph, filter, [places.length, channels, filters]),
    [1, 0, 2],
  );
  const weights = reshape(graph, taps, [channels * places.length, filters]);
  const plain = { transposeA: false, transposeB: false };
  const shares = matMul(graph, [weights, matrixOf(graph, gradients)], plain);
  const [, elements = 0, count = 0] = gradients.shape;
  const parted = reshape(graph, shares, [channels, places.length * elements, count]);
  const sums = sumOf(graph, parted, tapsAt(places, geometry));
  return reshape(graph, sums, [1, channels, ...geometry.input]);
}

/** The geometry of the convolution that undoes one whose windows are one apart; none where its padding is too wide for that. */
function turned(geometry: Geometry): Geometry | undefined {
  const { input, output, filter, strides, dilations, before } = geometry;
  const back = {
    ...geometry,
    input: output,
    output: input,
    before: before.map((width, i) => (filter[i]! - 1) * dilations[i]! - width),
  };
  const fits = [...back.before, ...after(back)].every((width) => width >= 0);
  return fits && strides.every((stride) => stride === 1) ? back : undefined;
}

/** The filter as the convolution of {@link turned} wants it: input channels x output channels x spatial axes, these reversed. */
function turnedFilter(graph: GraphBuilder, filter: Value, geometry: Geometry): Value {
  const [channels = 0, filters = 0] = filter.shape.slice(-2);
  const rank = filter.shape.length;
  const isSpatial = filter.shape.map((_, i) => i < rank - 2);
  const reversed = slice(graph, filter, {
    begin: filter.shape.map((extent, i) => (isSpatial[i]! ? extent - 1 : 0)),
    shape: filter.shape,
    strides: isSpatial.map((back) => (back ? -1 : 1)),
  });
  const order = [rank - 2, rank - 1, ...filter.shape.keys()].slice(0, rank);
  return reshape(graph, transpose(graph, reversed, order), [channels, filters, ...geometry.filter]);
}

function matrixOf(graph: GraphBuilder, rows: Value): Value {
  const [channels = 0, elements = 0, count = 0] = rows.shape;
  return reshape(graph, rows, [channels, elements * count]);
}
