import type { Tensor } from "./tensorflow.ts";

/** Tensors on a backend, by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** A tensor of 32-bit floats in ordinary memory. */
export interface HostTensor {
  /** Dimensions; empty for a scalar. */
  readonly shape: readonly number[];
  /** Row-major; as many as the product of the dimensions. */
  readonly values: Float32Array;
}

/** Tensors in ordinary memory, by name. The order of the names carries meaning for optimizers: keep it. */
export type HostTensors = Readonly<Record<string, HostTensor>>;

/** Number of values in a tensor of this shape; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Arrays one after another, as a new one. */
export function joinValues(arrays: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const values = new Float32Array(arrays.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const array of arrays) {
    values.set(array, at);
    at += array.length;
  }
  return values;
}

/** Maps the values of a record, keeping names and order. */
export function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, name: string) => B,
): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value, name)]),
  );
}
