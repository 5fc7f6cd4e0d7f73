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
import { backend_util, util } from "../../../tfjs.ts";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import { filled, reshape, transpose, typedArray } from "./arrange.ts";
import { elementType } from "../elementwise/cast.ts";
import { binary, where } from "../elementwise/operators.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";

/** Values one after another along an axis. */
export function concat(graph: GraphBuilder, values: readonly Value[], axis: number): Value {
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
  Diag: ({ graph, inputs }) => {
    const { x } = inputs as { x: Value };
    const size = sizeOf(x.shape);
    const places = Int32Array.from({ length: size }, (_, i) => i);
    const [row, column] = [
      [1, size],
      [size, 1],
    ].map((shape) => graph.constant(places, shape, "int32"));
    const isOn = binary(graph, "Equal", [row!, column!], "bool");
    const zero = filled(graph, 0, { shape: [], type: x.type });
    const square = where(graph, isOn, [reshape(graph, x, [1, size]), zero]);
    return reshape(graph, square, [...x.shape, ...x.shape]);
  },
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
