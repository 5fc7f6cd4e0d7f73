import { sizeOf } from "../tensors.ts";

/** Element types of values in a graph. `int64` is for indices and shapes that ONNX wants so. */
export type ElementType = "float32" | "int32" | "bool" | "int64";

/** The elements of a constant; those of `bool` are in a `Uint8Array`. */
export type ConstantValues = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** A tensor that a graph computes or is given. */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Its elements, row-major, where they are known when the graph is made; else undefined. */
  readonly constant: ConstantValues | undefined;
}

/**
 * The order of axes in which convolutions and pooling over two axes compute: N images, C channels, H rows and W columns. NCHW is
 * that of ONNX.
 */
export type Layout = "NCHW" | "CHWN";

/** A value whose elements are known when the graph is made. */
export interface Constant extends Value {
  readonly constant: ConstantValues;
}

/** An attribute of a node: integers unless it says otherwise. */
export type Attribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "string"; readonly value: string };

/**
 * The operation by which a kernel gives a result that it computed in a layout of its own: axis i of the output is axis `perm[i]`
 * of the input, whose other axes have one element.
 *
 * It is not one of ONNX's. Only kernels know which changes of order the next kernel may undo, and which the step asked for: the
 * optimizer moves a `LayoutTransform` behind what it can, and at last writes it as `Transpose`.
 */
export const LAYOUT_TRANSFORM = "LayoutTransform";

/** One operation, of ONNX or {@link LAYOUT_TRANSFORM}. */
export interface GraphNode {
  readonly op: string;
  /** Names of values; the empty name for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A finished graph: nodes in an order in which they can run. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly Constant[];
  /** Shape and element type of every value, by name. */
  readonly types: ReadonlyMap<string, ValueType>;
  /** Elements of the largest value that a node computes. */
  readonly largest: number;
}

/** Shape and element type of a value to come. */
export interface ValueType {
  readonly shape: readonly number[];
  readonly type: ElementType;
}

/** An integer attribute. */
export const int = (value: number): Attribute => ({ kind: "int", value });
/** A float attribute. */
export const float = (value: number): Attribute => ({ kind: "float", value });
/** An attribute that is a list of integers. */
export const ints = (value: readonly number[]): Attribute => ({ kind: "ints", value });
/** A text attribute. */
export const text = (value: string): Attribute => ({ kind: "string", value });

/** Whether a value has no elements. */
export function isEmpty({ shape }: { readonly shape: readonly number[] }): boolean {
  return sizeOf(shape) === 0;
}
