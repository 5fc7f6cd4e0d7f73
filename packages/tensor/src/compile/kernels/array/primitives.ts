import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { ConstantValues, ElementType, Value, ValueType } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { ints } from "../../graph.ts";
import { sizeOf } from "../../../tensors.ts";
import { keepsElements } from "../../axes.ts";

/** The same elements in another shape of the same size. */
export function reshape(graph: GraphBuilder, x: Value, shape: readonly number[]): Value {
  if (isSameShape(shape, x.shape)) return x;
  if (x.constant !== undefined) return graph.constant(x.constant, shape, x.type);
  return graph.node("Reshape", [x, graph.integers(shape)], { shape, type: x.type });
}

/** Axes in another order: axis i of the result is axis `perm[i]` of `x`. */
export function transpose(graph: GraphBuilder, x: Value, perm: readonly number[]): Value {
  const shape = perm.map((axis) => x.shape[axis]!);
  if (x.constant !== undefined && keepsElements(x.shape, perm)) return reshape(graph, x, shape);
  return graph.node("Transpose", [x], { shape, type: x.type }, { perm: ints(perm) });
}

/** A value repeated along axes of one element, and along new ones before the first. */
export function expand(graph: GraphBuilder, x: Value, shape: readonly number[]): Value {
  if (isSameShape(shape, x.shape)) return x;
  return graph.node("Expand", [x, graph.integers(shape)], { shape, type: x.type });
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

/** Whether two shapes are the same. */
export function isSameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

/** A tensor as helpers of TensorFlow.js take it that look at its shape only. */
export function tensorLike({ shape }: Value): TensorInfo {
  return { dataId: {}, dtype: "float32", shape: [...shape] };
}
