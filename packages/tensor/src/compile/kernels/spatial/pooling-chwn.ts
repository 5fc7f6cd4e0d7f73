import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { reshape } from "../array/primitives.ts";
import { concat } from "../array/shape.ts";
import { binary } from "../elementwise/operators.ts";
import { castTo } from "../elementwise/cast.ts";
import { poolAttributes } from "./attributes.ts";
import type { Geometry } from "./geometry.ts";
import {
  col2imIndices,
  flattenSpatial,
  gatherSpatial,
  im2colIndices,
  PADDING,
  sumSpatial,
} from "./im2col.ts";

/** The largest element of each window, in either layout. */
export function maxPool(graph: GraphBuilder, x: Value, geometry: Geometry): Value {
  const output = { shape: pooledShape(x, geometry), type: x.type };
  return graph.node("MaxPool", [x], output, poolAttributes(geometry));
}

/** What max pooling was given and gave, and the gradient by the latter. */
interface MaxPooled {
  readonly x: Value;
  readonly y: Value;
  readonly dy: Value;
}

/**
 * The gradient of {@link maxPool} by its input, in the layout CHWN: each output's gradient goes to the first of the largest
 * elements of its window. Nothing where all of a window is NaN.
 *
 * ONNX Runtime's MaxPool gives indices too. They are slow on the processor, wrong on CUDA for several channels, and not
 * there on WebGPU, which has the operations used here.
 */
export function maxPoolGradient(
  graph: GraphBuilder,
  { x, y, dy }: MaxPooled,
  geometry: Geometry,
): Value {
  const elements = flattenSpatial(graph, x);
  const gradients = flattenSpatial(graph, dy);
  const largest = flattenSpatial(graph, y);
  const indices = im2colIndices(geometry);
  const isLargest = indices.map((at) => {
    const element = gatherSpatial(graph, elements, { indices: at, padding: -Infinity });
    return binary(graph, "Equal", [element, largest], "bool");
  });
  const isFirst = firstTrue(graph, isLargest);
  const lists = col2imIndices(indices, geometry);
  // ONNX Runtime's WebGPU provider concatenates no booleans.
  const isDisjoint = graph.layout === "CHWN" && lists.every((list) => list.length <= 1);
  const sums = isDisjoint
    ? gradientOfDisjoint(graph, [gradients, isFirst], lists)
    : gradientOfOverlapping(graph, [gradients, isFirst], lists);
  return reshape(graph, sums, x.shape);
}

type Lists = readonly (readonly number[])[];

/** Of windows without a common element: each element has its window's gradient, where it is the window's first largest. */
function gradientOfDisjoint(
  graph: GraphBuilder,
  [gradients, isFirst]: readonly [Value, readonly Value[]],
  lists: Lists,
): Value {
  const [, elements = 0] = gradients.shape;
  const indices = lists.map(([index = PADDING]) => index);
  const windows = indices.map((index) => (index === PADDING ? PADDING : index % elements));
  const own = gatherSpatial(graph, gradients, { indices: windows, padding: 0 });
  const isChosen = gatherSpatial(graph, concat(graph, isFirst, 1), { indices, padding: 0 });
  return binary(graph, "Mul", [own, castTo(graph, isChosen, own.type)]);
}

/** Of windows with elements in common: each element has the sum of its windows' gradients. */
function gradientOfOverlapping(
  graph: GraphBuilder,
  [gradients, isFirst]: readonly [Value, readonly Value[]],
  lists: Lists,
): Value {
  const products = isFirst.map((mask) =>
    binary(graph, "Mul", [gradients, castTo(graph, mask, gradients.type)]),
  );
  return sumSpatial(graph, concat(graph, products, 1), lists);
}

/** For each of several booleans of an element, whether it is the first that is true. */
function firstTrue(graph: GraphBuilder, values: readonly Value[]): Value[] {
  let noneBefore: Value | undefined;
  return values.map((value) => {
    const isFirst: Value =
      noneBefore === undefined ? value : binary(graph, "And", [noneBefore, value]);
    const isNot = graph.node("Not", [value], value);
    noneBefore = noneBefore === undefined ? isNot : binary(graph, "And", [noneBefore, isNot]);
    return isFirst;
  });
}

/** Each window's value, summed over the windows that an element lies in, in the layout CHWN. */
export function sumOverWindows(graph: GraphBuilder, x: Value, geometry: Geometry): Value {
  const values = flattenSpatial(graph, x);
  const [, windows = 0] = values.shape;
  const lists = col2imIndices(im2colIndices(geometry), geometry).map((list) =>
    list.map((index) => index % windows),
  );
  const sums = sumSpatial(graph, values, lists);
  return reshape(graph, sums, [1, x.shape[1]!, ...geometry.input]);
}

/** The shape of one element for each window. */
export function pooledShape({ shape }: Value, { output }: Geometry): number[] {
  return [shape[0]!, shape[1]!, ...output];
}
