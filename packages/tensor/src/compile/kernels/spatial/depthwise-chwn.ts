import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape, transpose } from "../array/arrange.ts";
import { binary } from "../elementwise/operators.ts";
import type { Geometry } from "./geometry.ts";
import { matMul } from "../dense/matrix.ts";
import { read, rowsOf, sumOf, tapPlaces, tapsAt } from "./im2col.ts";

/**
 * The gradient of a convolution of each channel by its input, of `dy` with its rows last: each output's share, summed where
 * it came from. A filter is height x width x channels x multiplier.
 */
export function eachInputGradientOf(
  graph: GraphBuilder,
  [dy, filter]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filter.shape;
  const gradients = rowsOf(graph, dy);
  const [, elements = 0, count = 0] = gradients.shape;
  const places = tapPlaces(geometry);
  const taps = height * width;
  const flat = reshape(graph, filter, [taps, channels, multiplier]);
  const weights = transpose(graph, flat, [1, 2, 0]);
  const shares = binary(graph, "Mul", [
    reshape(graph, gradients, [channels, multiplier, 1, elements, count]),
    reshape(graph, weights, [channels, multiplier, taps, 1, 1]),
  ]);
  const parted = reshape(graph, shares, [channels, multiplier * taps * elements, count]);
  // Every multiple of a channel has its own shares of the same elements.
  const lists = tapsAt(places, geometry).map((list) =>
    Array.from({ length: multiplier }, (_, m) => list.map((i) => m * taps * elements + i)).flat(),
  );
  return reshape(graph, sumOf(graph, parted, lists), [1, channels, ...geometry.input]);
}

/** The gradient of a convolution of each channel by its filter, of `x` and `dy` with their rows last. */
export function eachFilterGradientOf(
  graph: GraphBuilder,
  [x, dy]: readonly [Value, Value],
  geometry: Geometry,
): Value {
  const rows = rowsOf(graph, x);
  const gradients = rowsOf(graph, dy);
  const [channels = 0, , count = 0] = rows.shape;
  const [filters = 0, elements = 0] = gradients.shape;
  const multiplier = filters / channels;
  const places = tapPlaces(geometry);
  const taps = read(graph, rows, { places: places.flat(), filler: 0 });
  const product = matMul(
    graph,
    [
      reshape(graph, taps, [channels, places.length, elements * count]),
      reshape(graph, gradients, [channels, multiplier, elements * count]),
    ],
    { transposeA: false, transposeB: true },
  );
  return transpose(graph, product, [1, 0, 2]);
}
