import type {
  GatherV2Attrs,
  OneHotAttrs,
  ScatterNdAttrs,
  SparseToDenseAttrs,
  UnsortedSegmentSumAttrs,
} from "@tensorflow/tfjs-core";
import { util } from "../../../tfjs.ts";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty, text } from "../../graph.ts";
import { castTo, elementType } from "../elementwise/cast.ts";
import { binary, where } from "../elementwise/operators.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { expand, filled, reshape, transpose, typedArray } from "./primitives.ts";
import { slice } from "./slicing.ts";

/** `data` with `updates` added or put at the places whose coordinates the last axis of `indices` has. */
function scatter(
  graph: GraphBuilder,
  data: Value,
  {
    indices,
    updates,
    adds,
  }: { readonly indices: Value; readonly updates: Value; readonly adds: boolean },
): Value {
  if (isEmpty(updates)) return data;
  const coordinates = castTo(graph, indices, "int64");
  const attributes = { reduction: text(adds ? "add" : "none") };
  return graph.node("ScatterND", [data, coordinates, updates], data, attributes);
}

const gather = withAttributes<GatherV2Attrs>(({ graph, input, attrs }) => {
  const [x, indices] = [input("x"), input("indices")];
  const [axis = 0] = util.parseAxisParam(attrs.axis, [...x.shape]);
  if (attrs.batchDims !== 0) {
    return batchGather(graph, [x, indices], { axis, batchDims: attrs.batchDims });
  }
  const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
  const inputs = [x, castTo(graph, indices, "int32")];
  return graph.node("Gather", inputs, { shape, type: x.type }, { axis: int(axis) });
});

/** Gathers from each of a batch by its own indices: `batchDims` axes of both values are the batch. */
function batchGather(
  graph: GraphBuilder,
  [x, indices]: readonly [Value, Value],
  { axis, batchDims }: { readonly axis: number; readonly batchDims: number },
): Value {
  const rank = batchDims < 0 ? batchDims + indices.shape.length : batchDims;
  const [batch, own] = [indices.shape.slice(0, rank), indices.shape.slice(rank)];
  const [outer, inner] = [x.shape.slice(rank, axis), x.shape.slice(axis + 1)];
  const [rows, before, after, count] = [sizeOf(batch), sizeOf(outer), sizeOf(inner), sizeOf(own)];
  const shape = [...batch, ...outer, ...own, ...inner];
  if (rows * before * after * count === 0) return filled(graph, 0, { shape, type: x.type });
  const flat = reshape(graph, x, [rows, before, x.shape[axis]!, after]);
  const elements = transpose(graph, flat, [0, 2, 1, 3]);
  const at = reshape(graph, castTo(graph, indices, "int64"), [rows, count, 1]);
  const output = { shape: [rows, count, before, after], type: x.type };
  const gathered = graph.node("GatherND", [elements, at], output, { batch_dims: int(1) });
  return reshape(graph, transpose(graph, gathered, [0, 2, 1, 3]), shape);
}

const oneHot = withAttributes<OneHotAttrs>(({ graph, input, attrs }) => {
  const indices = input("indices");
  const type = elementType(attrs.dtype);
  const values = Int32Array.from({ length: attrs.depth }, (_, i) => i);
  const classes = graph.constant(values, [attrs.depth], "int32");
  const column = reshape(graph, castTo(graph, indices, "int32"), [...indices.shape, 1]);
  const isHot = binary(graph, "Equal", [column, classes], "bool");
  const scalar = (value: number): Value => graph.constant(typedArray([value], type), [], type);
  return where(graph, isHot, [scalar(attrs.onValue), scalar(attrs.offValue)]);
});

const unsortedSegmentSum = withAttributes<UnsortedSegmentSumAttrs>(({ graph, input, attrs }) => {
  const [x, segmentIds] = [input("x"), input("segmentIds")];
  const { numSegments } = attrs;
  const rest = x.shape.slice(segmentIds.shape.length);
  // Rows of no segment have an id below 0: they go to one more segment, which is then left out.
  const none = graph.scalar(numSegments, "int32");
  const ids = castTo(graph, segmentIds, "int32");
  const isNone = binary(graph, "Less", [ids, graph.scalar(0, "int32")], "bool");
  const zeros = filled(graph, 0, { shape: [numSegments + 1, ...rest], type: x.type });
  const indices = reshape(graph, where(graph, isNone, [none, ids]), [...ids.shape, 1]);
  const sums = scatter(graph, zeros, { indices, updates: x, adds: true });
  return slice(graph, sums, { begin: sums.shape.map(() => 0), shape: [numSegments, ...rest] });
});

/** Kernels that read and write by indices which other tensors hold. */
export const indexing: KernelTable = {
  GatherNd({ graph, input }) {
    const [params, indices] = [input("params"), input("indices")];
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(indices.shape.at(-1))];
    const inputs = [params, castTo(graph, indices, "int64")];
    return graph.node("GatherND", inputs, { shape, type: params.type });
  },
  GatherV2: gather,
  OneHot: oneHot,
  ScatterNd: withAttributes<ScatterNdAttrs>(({ graph, input, attrs: { shape } }) => {
    const [indices, updates] = [input("indices"), input("updates")];
    const zeros = filled(graph, 0, { shape, type: updates.type });
    return scatter(graph, zeros, { indices, updates, adds: true });
  }),
  SparseToDense: withAttributes<SparseToDenseAttrs>(({ graph, input, attrs }) => {
    const [sparseIndices, sparseValues] = [input("sparseIndices"), input("sparseValues")];
    const data = expand(graph, input("defaultValue"), attrs.outputShape);
    const [count = 1, rank = 1] = sparseIndices.shape;
    const indices = reshape(graph, sparseIndices, [count, rank]);
    const updates = expand(graph, sparseValues, [count]);
    return scatter(graph, data, { indices, updates, adds: false });
  }),
  TensorScatterUpdate({ graph, input }) {
    const [indices, updates] = [input("indices"), input("updates")];
    return scatter(graph, input("tensor"), { indices, updates, adds: false });
  },
  UnsortedSegmentSum: unsortedSegmentSum,
};
