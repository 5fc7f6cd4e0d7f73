import type {
  ConcatAttrs,
  DepthToSpaceAttrs,
  ExpandDimsAttrs,
  FillAttrs,
  LinSpaceAttrs,
  PackAttrs,
  RangeAttrs,
  ReshapeAttrs,
  SplitVAttrs,
  TileAttrs,
  TransposeAttrs,
  UnpackAttrs,
  TensorInfo,
} from "@tensorflow/tfjs-core";
import { backend_util, util } from "../../tfjs.ts";
import { sizeOf } from "../../tensors.ts";
import type { ConstantValues, ElementType, GraphBuilder, Value, ValueType } from "../graph.ts";
import { int, ints, isEmpty } from "../graph.ts";
import { elementType } from "./cast.ts";
import type { KernelTable } from "./kernel.ts";
import { withAttributes } from "./kernel.ts";

/** The same elements in another shape of the same size. */
export function reshape(graph: GraphBuilder, x: Value, shape: readonly number[]): Value {
  const same = shape.length === x.shape.length && shape.every((extent, i) => extent === x.shape[i]);
  if (same) return x;
  if (x.constant !== undefined) return graph.constant(x.constant, shape, x.type);
  return graph.node("Reshape", [x, graph.integers(shape)], { shape, type: x.type });
}

/** Axes in another order: axis i of the result is axis `perm[i]` of `x`. */
export function transpose(graph: GraphBuilder, x: Value, perm: readonly number[]): Value {
  if (perm.every((axis, i) => axis === i)) return x;
  const shape = perm.map((axis) => x.shape[axis]!);
  return graph.node("Transpose", [x], { shape, type: x.type }, { perm: ints(perm) });
}

/** A value with the same number everywhere. */
export function filled(graph: GraphBuilder, value: number, { shape, type }: ValueType): Value {
  const size = sizeOf(shape);
  if (size <= 1) return graph.constant(typedArray([value].slice(0, size), type), shape, type);
  const one = graph.constant(typedArray([value], type), [], type);
  return graph.node("Expand", [one, graph.integers(shape)], { shape, type });
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

/** Values one after another along an axis. */
function concat(graph: GraphBuilder, values: readonly Value[], axis: number): Value {
  const parts = values.filter((value) => !isEmpty(value));
  const [first = values[0]!] = parts;
  const total = values.reduce((sum, { shape }) => sum + shape[axis]!, 0);
  const shape = first.shape.with(axis, total);
  if (parts.length === 0) return filled(graph, 0, { shape, type: first.type });
  if (parts.length === 1) return first;
  return graph.node("Concat", parts, { shape, type: first.type }, { axis: int(axis) });
}

const split = withAttributes<SplitVAttrs>(({ graph, inputs, attrs }) => {
  const { x } = inputs as { x: Value };
  const [axis = 0] = util.parseAxisParam(attrs.axis, [...x.shape]);
  // Only the shape of the tensor is looked at.
  const like: TensorInfo = { dataId: {}, dtype: "float32", shape: [...x.shape] };
  const sizes = backend_util.prepareSplitSize(like, attrs.numOrSizeSplits, axis);
  const outputs = sizes.map((size) => ({
    shape: x.shape.map((extent, i) => (i === axis ? size : extent)),
    type: x.type,
  }));
  if (sizes.length === 1) return [x];
  return graph.nodes("Split", [x, graph.integers(sizes)], outputs, { axis: int(axis) });
});

const pack = withAttributes<PackAttrs>(({ graph, inputs, attrs }) => {
  const values = Object.values(inputs);
  const rank = values[0]!.shape.length + 1;
  const axis = attrs.axis < 0 ? attrs.axis + rank : attrs.axis;
  return concat(
    graph,
    values.map((value) => reshape(graph, value, value.shape.toSpliced(axis, 0, 1))),
    axis,
  );
});

const unpack = withAttributes<UnpackAttrs>(({ graph, inputs, attrs }) => {
  const { value } = inputs as { value: Value };
  const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
  const sizes = Array.from({ length: value.shape[axis]! }, () => 1);
  const shape = value.shape.toSpliced(axis, 1);
  if (sizes.length === 1) return [reshape(graph, value, shape)];
  const one = { shape: value.shape.with(axis, 1), type: value.type };
  return graph
    .nodes(
      "Split",
      [value, graph.integers(sizes)],
      sizes.map(() => one),
      { axis: int(axis) },
    )
    .map((part) => reshape(graph, part, shape));
});

const depthToSpace = withAttributes<DepthToSpaceAttrs>(({ graph, inputs, attrs }) => {
  const { x } = inputs as { x: Value };
  const { blockSize: block, dataFormat } = attrs;
  const isLast = dataFormat === "NHWC";
  const [n = 0, h = 0, w = 0, c = 0] = isLast ? x.shape : [0, 2, 3, 1].map((i) => x.shape[i]!);
  const channels = c / block ** 2;
  const last = isLast ? x : transpose(graph, x, [0, 2, 3, 1]);
  const blocks = reshape(graph, last, [n, h, w, block, block, channels]);
  const mixed = transpose(graph, blocks, [0, 1, 3, 2, 4, 5]);
  const spread = reshape(graph, mixed, [n, h * block, w * block, channels]);
  return isLast ? spread : transpose(graph, spread, [0, 3, 1, 2]);
});

/** Kernels that arrange elements anew, and those that make tensors from numbers. */
export const shapes: KernelTable = {
  Concat: withAttributes<ConcatAttrs>(({ graph, inputs, attrs }) => {
    const values = Object.values(inputs);
    const [axis = 0] = util.parseAxisParam(attrs.axis, [...values[0]!.shape]);
    return concat(graph, values, axis);
  }),
  DepthToSpace: depthToSpace,
  ExpandDims: withAttributes<ExpandDimsAttrs>(({ graph, inputs, attrs }) => {
    const { input } = inputs as { input: Value };
    const axis = attrs.dim < 0 ? attrs.dim + input.shape.length + 1 : attrs.dim;
    return reshape(graph, input, input.shape.toSpliced(axis, 0, 1));
  }),
  Fill: withAttributes<FillAttrs>(({ graph, attrs }) => {
    const type = elementType(attrs.dtype);
    return filled(graph, Number(attrs.value), { shape: attrs.shape, type });
  }),
  Identity: ({ inputs }) => inputs["x"]!,
  LinSpace: withAttributes<LinSpaceAttrs>(({ graph, attrs: { start, stop, num } }) => {
    const gap = num > 1 ? (stop - start) / (num - 1) : 0;
    const values = Float32Array.from({ length: num }, (_, i) => start + i * gap);
    return graph.constant(values, [num], "float32");
  }),
  OnesLike: ({ graph, inputs }) => filled(graph, 1, inputs["x"]!),
  Pack: pack,
  Range: withAttributes<RangeAttrs>(({ graph, attrs: { start, stop, step, dtype } }) => {
    const length = Math.max(0, Math.ceil((stop - start) / step));
    const values = Array.from({ length }, (_, i) => start + i * step);
    return graph.constant(typedArray(values, dtype), [length], dtype);
  }),
  Reshape: withAttributes<ReshapeAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    return reshape(graph, x, util.inferFromImplicitShape(attrs.shape, sizeOf(x.shape)));
  }),
  SplitV: split,
  Tile: withAttributes<TileAttrs>(({ graph, inputs, attrs: { reps } }) => {
    const { x } = inputs as { x: Value };
    const shape = x.shape.map((extent, i) => extent * reps[i]!);
    return graph.node("Tile", [x, graph.integers(reps)], { shape, type: x.type });
  }),
  Transpose: withAttributes<TransposeAttrs>(({ graph, inputs, attrs }) =>
    transpose(graph, inputs["x"]!, attrs.perm),
  ),
  Unpack: unpack,
  ZerosLike: ({ graph, inputs }) => filled(graph, 0, inputs["x"]!),
};
