import type {
  BatchToSpaceNDAttrs,
  MirrorPadAttrs,
  PadV2Attrs,
  ReverseAttrs,
  SliceAttrs,
  SpaceToBatchNDAttrs,
  StridedSliceAttrs,
} from "@tensorflow/tfjs-core";
import { backend_util, slice_util, util } from "../../../tfjs.ts";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { filled, reshape, tensorLike, transpose, typedArray } from "./primitives.ts";

/** Where a slice begins along each axis, its shape, and how many elements apart along each axis its elements are. */
interface Slice {
  readonly begin: readonly number[];
  readonly shape: readonly number[];
  readonly strides?: readonly number[];
}

/** The elements of a slice. */
export function slice(graph: GraphBuilder, x: Value, { begin, shape, strides }: Slice): Value {
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

/** The value with `[before, after]` elements of one value along each axis. */
export function pad(
  graph: GraphBuilder,
  x: Value,
  {
    paddings,
    value = 0,
  }: { readonly paddings: readonly (readonly number[])[]; readonly value?: number },
): Value {
  if (paddings.flat().every((width) => width === 0)) return x;
  const shape = x.shape.map((size, i) => size + paddings[i]![0]! + paddings[i]![1]!);
  if (isEmpty(x)) return filled(graph, value, { shape, type: x.type });
  const widths = [...paddings.map(([before]) => before!), ...paddings.map(([, after]) => after!)];
  const padding = graph.constant(typedArray([value], x.type), [], x.type);
  return graph.node("Pad", [x, graph.integers(widths), padding], { shape, type: x.type });
}

const stridedSlice = withAttributes<StridedSliceAttrs>(({ graph, input, attrs }) => {
  const x = input("x");
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

const reverse = withAttributes<ReverseAttrs>(({ graph, input, attrs }) => {
  const x = input("x");
  const axes = util.parseAxisParam(attrs.dims, [...x.shape]);
  const isReversed = x.shape.map((_, i) => axes.includes(i));
  return slice(graph, x, {
    begin: x.shape.map((size, i) => (isReversed[i]! ? size - 1 : 0)),
    shape: x.shape,
    strides: isReversed.map((reversed) => (reversed ? -1 : 1)),
  });
});

/** ONNX of this version mirrors without the edge only, so that each axis is gathered by its list of indices. */
const mirrorPad = withAttributes<MirrorPadAttrs>(({ graph, input, attrs }) => {
  const offset = attrs.mode === "reflect" ? 0 : 1;
  return attrs.paddings.reduce((x: Value, [before, after], axis) => {
    const size = x.shape[axis]!;
    const indices = Array.from({ length: before + size + after }, (_, i) => {
      const index = i - before;
      if (index < 0) return -index - offset;
      return index < size ? index : 2 * (size - 1) - index + offset;
    });
    if (before + after === 0) return x;
    const output = { shape: x.shape.with(axis, indices.length), type: x.type };
    return graph.node("Gather", [x, graph.integers(indices)], output, { axis: int(axis) });
  }, input("x"));
});

const spaceToBatch = withAttributes<SpaceToBatchNDAttrs>(({ graph, input, attrs }) => {
  const x = input("x");
  const { blockShape } = attrs;
  const product = sizeOf(blockShape);
  const paddings = x.shape.map((_, i) => attrs.paddings[i - 1] ?? [0, 0]);
  const padded = pad(graph, x, { paddings });
  const args = [blockShape, product, false] as const;
  const split = backend_util.getReshaped([...padded.shape], ...args);
  const perm = backend_util.getPermuted(split.length, blockShape.length, false);
  const flat = backend_util.getReshapedPermuted([...padded.shape], ...args);
  return reshape(graph, transpose(graph, reshape(graph, padded, split), perm), flat);
});

const batchToSpace = withAttributes<BatchToSpaceNDAttrs>(({ graph, input, attrs }) => {
  const x = input("x");
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

/** Kernels that take parts of a tensor, or pad it. */
export const slicing: KernelTable = {
  BatchToSpaceND: batchToSpace,
  MirrorPad: mirrorPad,
  PadV2: withAttributes<PadV2Attrs>(({ graph, input, attrs }) =>
    pad(graph, input("x"), { paddings: attrs.paddings, value: attrs.constantValue }),
  ),
  Reverse: reverse,
  Slice: withAttributes<SliceAttrs>(({ graph, input, attrs }) => {
    const x = input("x");
    const like = tensorLike(x);
    const [begin = [], shape = []] = slice_util.parseSliceParams(like, attrs.begin, attrs.size);
    return slice(graph, x, { begin, shape });
  }),
  SpaceToBatchND: spaceToBatch,
  StridedSlice: stridedSlice,
};
