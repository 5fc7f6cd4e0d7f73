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
} from "@tensorflow/tfjs-core";
import { backend_util, util } from "../../../tfjs.ts";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import { filled, reshape, tensorLike, transpose, typedArray } from "./primitives.ts";
import { elementType } from "../elementwise/cast.ts";
import { binary, where } from "../elementwise/operators.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";

/** Values one after another along an axis. */
export function concat(graph: GraphBuilder, values: readonly Value[], axis: number): Value {
  const parts = values.filter((value) => !isEmpty(value));
  const [first = values[0]!] = parts;
  const total = values.reduce((sum, { shape }) => sum + shape[axis]!, 0);
  const output = { shape: first.shape.with(axis, total), type: first.type };
  if (parts.length === 0) return filled(graph, 0, output);
  if (parts.length === 1) return first;
  return graph.node("Concat", parts, output, { axis: int(axis) });
}

const split = withAttributes<SplitVAttrs>(({ graph, input, attrs }) => {
  const x = input("x");
  const [axis = 0] = util.parseAxisParam(attrs.axis, [...x.shape]);
  const sizes = backend_util.prepareSplitSize(tensorLike(x), attrs.numOrSizeSplits, axis);
  if (sizes.length === 1) return [x];
  const outputs = sizes.map((size) => ({ shape: x.shape.with(axis, size), type: x.type }));
  return graph.nodes("Split", [x, graph.integers(sizes)], outputs, { axis: int(axis) });
});

const pack = withAttributes<PackAttrs>(({ graph, inputs, attrs }) => {
  const values = Object.values(inputs);
  const rank = values[0]!.shape.length + 1;
  const axis = attrs.axis < 0 ? attrs.axis + rank : attrs.axis;
  const parts = values.map((value) => reshape(graph, value, value.shape.toSpliced(axis, 0, 1)));
  return concat(graph, parts, axis);
});

const unpack = withAttributes<UnpackAttrs>(({ graph, input, attrs }) => {
  const value = input("value");
  const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
  const sizes = Array.from({ length: value.shape[axis]! }, () => 1);
  const shape = value.shape.toSpliced(axis, 1);
  if (sizes.length === 1) return [reshape(graph, value, shape)];
  const outputs = sizes.map(() => ({ shape: value.shape.with(axis, 1), type: value.type }));
  const parts = graph.nodes("Split", [value, graph.integers(sizes)], outputs, { axis: int(axis) });
  return parts.map((part) => reshape(graph, part, shape));
});

const depthToSpace = withAttributes<DepthToSpaceAttrs>(({ graph, input, attrs }) => {
  const { blockSize: block, dataFormat } = attrs;
  const isNHWC = dataFormat === "NHWC";
  const x = isNHWC ? input("x") : transpose(graph, input("x"), [0, 2, 3, 1]);
  const [n = 0, h = 0, w = 0, c = 0] = x.shape;
  const channels = c / block ** 2;
  const blocks = reshape(graph, x, [n, h, w, block, block, channels]);
  const rows = transpose(graph, blocks, [0, 1, 3, 2, 4, 5]);
  const images = reshape(graph, rows, [n, h * block, w * block, channels]);
  return isNHWC ? images : transpose(graph, images, [0, 3, 1, 2]);
});

/** A matrix, or a tensor of twice the rank, with the values on its diagonal and 0 elsewhere. */
function diagonal(graph: GraphBuilder, x: Value): Value {
  const size = sizeOf(x.shape);
  const indices = Int32Array.from({ length: size }, (_, i) => i);
  const row = graph.constant(indices, [1, size], "int32");
  const column = graph.constant(indices, [size, 1], "int32");
  const isDiagonal = binary(graph, "Equal", [row, column], "bool");
  const zero = filled(graph, 0, { shape: [], type: x.type });
  const square = where(graph, isDiagonal, [reshape(graph, x, [1, size]), zero]);
  return reshape(graph, square, [...x.shape, ...x.shape]);
}

/** Kernels that rearrange elements, and those that make tensors of numbers. */
export const shapes: KernelTable = {
  Concat: withAttributes<ConcatAttrs>(({ graph, inputs, attrs }) => {
    const values = Object.values(inputs);
    const [axis = 0] = util.parseAxisParam(attrs.axis, [...values[0]!.shape]);
    return concat(graph, values, axis);
  }),
  DepthToSpace: depthToSpace,
  Diag: ({ graph, input }) => diagonal(graph, input("x")),
  ExpandDims: withAttributes<ExpandDimsAttrs>(({ graph, input, attrs }) => {
    const x = input("input");
    const axis = attrs.dim < 0 ? attrs.dim + x.shape.length + 1 : attrs.dim;
    return reshape(graph, x, x.shape.toSpliced(axis, 0, 1));
  }),
  Fill: withAttributes<FillAttrs>(({ graph, attrs }) => {
    const type = elementType(attrs.dtype);
    return filled(graph, Number(attrs.value), { shape: attrs.shape, type });
  }),
  Identity: ({ input }) => input("x"),
  LinSpace: withAttributes<LinSpaceAttrs>(({ graph, attrs: { start, stop, num } }) => {
    const gap = num > 1 ? (stop - start) / (num - 1) : 0;
    const values = Float32Array.from({ length: num }, (_, i) => start + i * gap);
    return graph.constant(values, [num], "float32");
  }),
  OnesLike: ({ graph, input }) => filled(graph, 1, input("x")),
  Pack: pack,
  Range: withAttributes<RangeAttrs>(({ graph, attrs: { start, stop, step, dtype } }) => {
    const length = Math.max(0, Math.ceil((stop - start) / step));
    const values = Array.from({ length }, (_, i) => start + i * step);
    return graph.constant(typedArray(values, dtype), [length], dtype);
  }),
  Reshape: withAttributes<ReshapeAttrs>(({ graph, input, attrs }) => {
    const x = input("x");
    return reshape(graph, x, util.inferFromImplicitShape(attrs.shape, sizeOf(x.shape)));
  }),
  SplitV: split,
  Tile: withAttributes<TileAttrs>(({ graph, input, attrs: { reps } }) => {
    const x = input("x");
    const shape = x.shape.map((size, i) => size * reps[i]!);
    return graph.node("Tile", [x, graph.integers(reps)], { shape, type: x.type });
  }),
  Transpose: withAttributes<TransposeAttrs>(({ graph, input, attrs }) =>
    transpose(graph, input("x"), attrs.perm),
  ),
  Unpack: unpack,
  ZerosLike: ({ graph, input }) => filled(graph, 0, input("x")),
};
