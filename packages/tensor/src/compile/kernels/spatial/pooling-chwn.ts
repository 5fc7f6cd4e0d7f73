import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape } from "../array/arrange.ts";
import { castTo } from "../elementwise/cast.ts";
import { binary } from "../elementwise/operators.ts";
import type { Geometry } from "./geometry.ts";
import { placesOf } from "./attributes.ts";
import { concat } from "../array/shape.ts";
import { NONE, read, rowsOf, sumOf, tapPlaces, tapsAt } from "./im2col.ts";

/** The largest element of each window. */
export function largestOf(graph: GraphBuilder, first: Value, geometry: Geometry): Value {
  const output = { shape: pooledShape(first, geometry), type: first.type };
  return graph.node("MaxPool", [first], output, placesOf(geometry));
}

/** Of the largest elements of windows: the gradient by them, what they are taken from, and they themselves. */
interface Largest {
  readonly gradient: Value;
  readonly input: Value;
  readonly most: Value;
}

/**
 * The gradient of {@link largestOf}, of values with their rows last: each output's share goes to the first of the largest
 * elements of its window. Nothing where all of a window is NaN.
 *
 * ONNX Runtime's MaxPool gives places too. They are slow on the processor, wrong on CUDA for several channels, and not
 * there on WebGPU, which has the operations used here.
 */
export function largestGradientOf(
  graph: GraphBuilder,
  largest: Largest,
  geometry: Geometry,
): Value {
  const { shape } = largest.input;
  const rows = rowsOf(graph, largest.input);
  const gradients = rowsOf(graph, largest.gradient);
  const most = rowsOf(graph, largest.most);
  const places = tapPlaces(geometry);
  const isLargest = places.map((at) =>
    binary(graph, "Equal", [read(graph, rows, { places: at, filler: -Infinity }), most], "bool"),
  );
  const chosen = firstOf(graph, isLargest);
  const taps = tapsAt(places, geometry);
  // ONNX Runtime's WebGPU provider joins no truths.
  const isParted = graph.layout === "rows-last" && taps.every((list) => list.length <= 1);
  return isParted
    ? partedShares(graph, [gradients, chosen], { taps, shape })
    : reshape(graph, summedShares(graph, [gradients, chosen], taps), shape);
}

type Taps = readonly (readonly number[])[];

/** The shares of elements of which each is in one window at most: what its window has, times whether it is the chosen one. */
function partedShares(
  graph: GraphBuilder,
  [gradients, chosen]: readonly [Value, readonly Value[]],
  { taps, shape }: { readonly taps: Taps; readonly shape: readonly number[] },
): Value {
  const [, elements = 0] = gradients.shape;
  const at = taps.map(([tap = NONE]) => tap);
  const windows = at.map((tap) => (tap === NONE ? NONE : tap % elements));
  const own = read(graph, gradients, { places: windows, filler: 0 });
  const isChosen = read(graph, concat(graph, chosen, 1), { places: at, filler: 0 });
  return binary(graph, "Mul", [
    reshape(graph, own, shape),
    castTo(graph, reshape(graph, isChosen, shape), own.type),
  ]);
}

/** The shares of elements that windows have in common, summed. */
function summedShares(
  graph: GraphBuilder,
  [gradients, chosen]: readonly [Value, readonly Value[]],
  taps: Taps,
): Value {
  const shares = chosen.map((mask) =>
    binary(graph, "Mul", [gradients, castTo(graph, mask, gradients.type)]),
  );
  return sumOf(graph, concat(graph, shares, 1), taps);
}

/** Of several truths about each element, the first one that holds. */
function firstOf(graph: GraphBuilder, truths: readonly Value[]): Value[] {
  let isOpen: Value | undefined;
  return truths.map((truth) => {
    const isFirst: Value = isOpen === undefined ? truth : binary(graph, "And", [isOpen, truth]);
    const isNot = graph.node("Not", [truth], truth);
    isOpen = isOpen === undefined ? isNot : binary(graph, "And", [isOpen, isNot]);
    return isFirst;
  });
}

/** Each output, summed over the elements of its window, of values with their rows last. */
export function spreadOver(graph: GraphBuilder, share: Value, geometry: Geometry): Value {
  const places = tapPlaces(geometry);
  const [, elements = 0] = rowsOf(graph, share).shape;
  const lists = tapsAt(places, geometry).map((list) => list.map((tap) => tap % elements));
  const sums = sumOf(graph, rowsOf(graph, share), lists);
  return reshape(graph, sums, [1, share.shape[1]!, ...geometry.input]);
}

/** The shape of what windows give, each one element. */
export function pooledShape({ shape }: Value, { output }: Geometry): number[] {
  return [shape[0]!, shape[1]!, ...output];
}
