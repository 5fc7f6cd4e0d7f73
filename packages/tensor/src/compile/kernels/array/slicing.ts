import type {
  BatchToSpaceNDAttrs,
  MirrorPadAttrs,
  PadV2Attrs,
  ReverseAttrs,
  SliceAttrs,
  SpaceToBatchNDAttrs,
  StridedSliceAttrs,
  TensorInfo,
} from "@tensorflow/tfjs-core";
import { backend_util, slice_util, util } from "../../../tfjs.ts";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { filled, reshape, transpose, typedArray } from "./arrange.ts";

/** Where a strided window starts along each axis, and how many elements apart its `shape` elements are. */
interface Window {
  readonly begin: readonly number[];
  readonly shape: readonly number[];
  readonly strides?: readonly number[];
}

/** The part of a value that a window shows. */
export function slice(graph: GraphBuilder, x: Value, { begin, shape, strides }: Window): Value {
  const steps = strides ?? begin.map(() => 1);
  const isWhole = steps.every((step) => step === 1) && shape.every((n, i) => n === x.shape[i]);
  if (isWhole) return x;
  // An end before the first element cannot be said by an index, so it is far below.
  const end = begin.map((from, i) => {
    const to = from + shape[i]! * steps[i]!;
    return to < 0 ? -(2 ** 31) : to;
  });
  const lists = [begin, end, [...begin.keys()], steps].map((list) => graph.integers(list));
  return graph.node("Slice", [x, ...lists], { shape, type: x.type });
}

/** The value with a border of `value`, `[before, after]` elements wide, along each axis. */
export function pad(
  graph: GraphBuilder,
  x: Value,
  {
    borders,
    value = 0,
  }: { readonly borders: readonly (readonly number[])[]; readonly value?: number },
): Value {
  if (borders.every(([before = 0, after = 0]) => before === 0 && after === 0)) return x;
  const shape = x.shape.map((extent, i) => extent + borders[i]![0]! + borders[i]![1]!);
  if (isEmpty(x)) return filled(graph, value, { shape, type: x.type });
  const widths = [...borders.map(([before]) => before!), ...borders.map(([, after]) => after!)];
  const filler = graph.constant(typedArray([value], x.type), [], x.type);
  return graph.node("Pad", [x, graph.integers(widths), filler], { shape, type: x.type });
}

const stridedSlice = withAttributes<StridedSliceAttrs>(({ graph, inputs, attrs }) => {
  const { x } = inputs as { x: Value };
  const { finalShape, begin, end, strides } = slice_util.sliceInfo(
    [...x.shape],
    attrs.begin,
    attrs.end,
    attrs.strides,
    attrs.beginMask,
    attrs.endMask,
    attrs.ellipsisMask,
    attrs.newAxisMask,
    attrs.shrinkAxisMask,
  );
  const shape = slice_util.computeOutShape(begin, end, strides);
  if (sizeOf(shape) === 0) return filled(graph, 0, { shape: finalShape, type: x.type });
  return reshape(graph, slice(graph, x, { begin, shape, strides }), finalShape);
});

const reverse = withAttributes<ReverseAttrs>(({ graph, inputs, attrs }) => {
  const { x } = inputs as { x: Value };
  const axes = util.parseAxisParam(attrs.dims, [...x.shape]);
  const isReversed = x.shape.map((_, i) => axes.includes(i));
  return axes.length === 0
    ? x
    : slice(graph, x, {
        begin: x.shape.map((extent, i) => (isReversed[i]! ? extent - 1 : 0)),
        shape: x.shape,
        strides: isReversed.map((back) => (back ? -1 : 1)),
      });
});

/** ONNX of this version mirrors without the edge only, so that each axis is read through its list of places. */
const mirrorPad = withAttributes<MirrorPadAttrs>(({ graph, inputs, attrs }) => {
  const offset = attrs.mode === "reflect" ? 0 : 1;
  return attrs.paddings.reduce((x: Value, [before, after], axis) => {
    const extent = x.shape[axis]!;
    const places = Array.from({ length: before + extent + after }, (_, i) => {
      const place = i - before;
      if (place < 0) return -place - offset;
      return place < extent ? place : 2 * (extent - 1) - place + offset;
    });
    const shape = x.shape.with(axis, places.length);
    const attributes = { axis: int(axis) };
    return before + after === 0
      ? x
      : graph.node("Gather", [x, graph.integers(places)], { shape, type: x.type }, attributes);
  }, inputs["x"]!);
});

const spaceToBatch = withAttributes<SpaceToBatchNDAttrs>(({ graph, inputs, attrs }) => {
  const { x } = inputs as { x: Value };
  const { blockShape, paddings } = attrs;
  const product = sizeOf(blockShape);
  const borders = x.shape.map((_, i) => paddings[i - 1] ?? [0, 0]);
  const padded = pad(graph, x, { borders });
  const args = [blockShape, product, false] as const;
  const split = backend_util.getReshaped([...padded.shape], ...args);
  const perm = backend_util.getPermuted(split.length, blockShape.length, false);
  const flat = backend_util.getReshapedPermuted([...padded.shape], ...args);
  return reshape(graph, transpose(graph, reshape(graph, padded, split), perm), flat);
});

const batchToSpace = withAttributes<BatchToSpaceNDAttrs>(({ graph, inputs, attrs }) => {
  const { x } = inputs as { x: Value };
  const { blockShape, crops } = attrs;
  const product = sizeOf(blockShape);
  const split = backend_util.getReshaped([...x.shape], blockShape, product);
  const perm = backend_util.getPermuted(split.length, blockShape.length);
  const flat = backend_util.getReshapedPermuted([...x.shape], blockShape, product);
  const whole = reshape(graph, transpose(graph, reshape(graph, x, split), perm), flat);
  const rest = flat.slice(blockShape.length + 1);
  const begin = [
    ...backend_util.getSliceBeginCoords(crops, blockShape.length),
    ...rest.map(() => 0),
  ];
  const shape = [...backend_util.getSliceSize(flat, crops, blockShape.length), ...rest];
  return slice(graph, whole, { begin, shape });
});

/** Kernels that take parts of a tensor, or put a border around it. */
export const windows: KernelTable = {
  BatchToSpaceND: batchToSpace,
  MirrorPad: mirrorPad,
  PadV2: withAttributes<PadV2Attrs>(({ graph, inputs, attrs }) =>
    pad(graph, inputs["x"]!, { borders: attrs.paddings, value: attrs.constantValue }),
  ),
  Reverse: reverse,
  Slice: withAttributes<SliceAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    // Only the shape of the tensor is looked at.
    const like: TensorInfo = { dataId: {}, dtype: "float32", shape: [...x.shape] };
    const [begin = [], shape = []] = slice_util.parseSliceParams(like, attrs.begin, attrs.size);
    return slice(graph, x, { begin, shape });
  }),
  SpaceToBatchND: spaceToBatch,
  StridedSlice: stridedSlice,
};
