import type { ConstantValues, ElementType, GraphBuilder, Value, ValueType } from "../../graph.ts";
import { ints } from "../../graph.ts";
import { sizeOf } from "../../../tensors.ts";

/** The same elements in another shape of the same size: of what a value was reshaped from, if it was. */
export function reshape(graph: GraphBuilder, x: Value, shape: readonly number[]): Value {
  const from = x.reshaped ?? x;
  if (isSame(shape, x.shape)) return x;
  if (isSame(shape, from.shape)) return from;
  if (x.constant !== undefined) return graph.constant(x.constant, shape, x.type);
  const made = graph.node("Reshape", [from, graph.integers(shape)], { shape, type: x.type });
  return { ...made, reshaped: from };
}

/**
 * Axes in another order: axis i of the result is axis `perm[i]` of `x`; axes that are not named have extent 1. What was
 * made by changing an order is made of what that one was made of.
 */
export function transpose(graph: GraphBuilder, x: Value, perm: readonly number[]): Value {
  const { inner } = x;
  if (inner !== undefined) {
    const whole = perm.map((axis) => inner.perm[axis]!);
    return transpose(graph, inner.value, whole);
  }
  const shape = perm.map((axis) => x.shape[axis]!);
  const runs = runsOf(x.shape, perm);
  if (runs.length < 2) return reshape(graph, x, shape);
  if (sizeOf(shape) < LARGE && perm.length === x.shape.length) return turn(graph, x, perm);
  const places = runs.map(({ first }) => first).sort((a, b) => a - b);
  const order = runs.map(({ first }) => places.indexOf(first));
  const start = places.map((place) => runs.find(({ first }) => first === place)!.extent);
  return reshape(graph, turnRuns(graph, reshape(graph, x, start), order), shape);
}

/** Elements from which on it pays to turn axes in the way that ONNX Runtime is fast at. */
const LARGE = 2 ** 11;

/** ONNX Runtime is slow to turn three axes round at once, and fast at either half of it. */
function turnRuns(graph: GraphBuilder, x: Value, order: readonly number[]): Value {
  if (order.join() !== "2,1,0") return turn(graph, x, order);
  const [first = 0, second = 0, third = 0] = x.shape;
  const last = turn(graph, reshape(graph, x, [first, second * third]), [1, 0]);
  return turn(graph, reshape(graph, last, [second, third, first]), [1, 0, 2]);
}

function turn(graph: GraphBuilder, x: Value, perm: readonly number[]): Value {
  const output = { shape: perm.map((axis) => x.shape[axis]!), type: x.type };
  return graph.node("Transpose", [x], output, { perm: ints(perm) });
}

/** Neighbouring axes that stay neighbours, as one, in their new order, without those of extent 1: the first axis of each. */
function runsOf(
  shape: readonly number[],
  perm: readonly number[],
): readonly { readonly first: number; readonly extent: number }[] {
  const long = [...shape.keys()].filter((axis) => shape[axis] !== 1);
  return perm
    .filter((axis) => shape[axis] !== 1)
    .reduce<{ first: number; last: number; extent: number }[]>((runs, axis) => {
      const run = runs.at(-1);
      const isNext = run !== undefined && long.indexOf(axis) === long.indexOf(run.last) + 1;
      const extent = shape[axis]!;
      return isNext
        ? [...runs.slice(0, -1), { first: run.first, last: axis, extent: run.extent * extent }]
        : [...runs, { first: axis, last: axis, extent }];
    }, []);
}

/** A value repeated along axes of extent 1, and along new ones before the first. */
export function expand(graph: GraphBuilder, x: Value, shape: readonly number[]): Value {
  if (isSame(shape, x.shape)) return x;
  const output = { shape, type: x.type };
  return { ...graph.node("Expand", [x, graph.integers(shape)], output), repeated: x };
}

/** A value with the same number everywhere. */
export function filled(graph: GraphBuilder, value: number, { shape, type }: ValueType): Value {
  const size = sizeOf(shape);
  if (size <= 1) return graph.constant(typedArray([value].slice(0, size), type), shape, type);
  return expand(graph, graph.constant(typedArray([value], type), [], type), shape);
}

/** Numbers as a graph holds them. */
export function typedArray(
  values: ArrayLike<number>,
  type: Exclude<ElementType, "int64">,
): Float32Array | Int32Array | Uint8Array;
export function typedArray(values: ArrayLike<number>, type: ElementType): ConstantValues;
export function typedArray(values: ArrayLike<number>, type: ElementType): ConstantValues {
  switch (type) {
    case "float32":
      return Float32Array.from(values);
    case "int32":
      return Int32Array.from(values);
    case "bool":
      return Uint8Array.from(values);
    case "int64":
      return BigInt64Array.from(Array.from(values), BigInt);
  }
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, i) => extent === b[i]);
}
