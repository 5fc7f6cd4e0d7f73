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
import { filled, reshape, transpose, typedArray } from "./arrange.ts";
import { slice } from "./slicing.ts";

/** `data` with `updates` added or put at the places that the last axis of `indices` names. */
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
  const places = castTo(graph, indices, "int64");
  const attributes = { reduction: text(adds ? "add" : "none") };
  return graph.node("ScatterND", [data, places, updates], data, attributes);
}

const gather = withAttributes<GatherV2Attrs>(({ graph, inputs, attrs }) => {
  const { x, indices } = inputs as { x: Value; indices: Value };
  const [axis = 0] = util.parseAxisParam(attrs.axis, [...x.shape]);
  if (attrs.batchDims !== 0) {
    return gatherEach(graph, [x, indices], { axis, batches: attrs.batchDims });
  }
  const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
  const places = castTo(graph, indices, "int32");
  return graph.node("Gather", [x, places], { shape, type: x.type }, { axis: int(axis) });
});

/** Gathers from each of a batch at places of its own: `batches` axes of both values are the batch. */
function gatherEach(
  graph: GraphBuilder,
  [x, indices]: readonly [Value, Value],
  { axis, batches }: { readonly axis: number; readonly batches: number },
): Value {
  const count = batches < 0 ? batches + indices.shape.length : batches;
  const [batch, own] = [indices.shape.slice(0, count), indices.shape.slice(count)];
  const [outer, inner] = [x.shape.slice(count, axis), x.shape.slice(axis + 1)];
  const [rows, before, after, places] = [batch, outer, inner, own].map(sizeOf) as Sizes;
  const whole = [...batch, ...outer, ...own, ...inner];
  if (rows * before * after * places === 0) return filled(graph, 0, { shape: whole, type: x.type });
  const parted = reshape(graph, x, [rows, before, x.shape[axis]!, after]);
  const elements = transpose(graph, parted, [0, 2, 1, 3]);
  const at = reshape(graph, castTo(graph, indices, "int64"), [rows, places, 1]);
  const output = { shape: [rows, places, before, after], type: x.type };
  const found = graph.node("GatherND", [elements, at], output, { batch_dims: int(1) });
  return reshape(graph, transpose(graph, found, [0, 2, 1, 3]), whole);
}

type Sizes = [rows: number, before: number, after: number, places: number];

const oneHot = withAttributes<OneHotAttrs>(({ graph, inputs, attrs }) => {
  const { indices } = inputs as { indices: Value };
  const type = elementType(attrs.dtype);
  const classes = Int32Array.from({ length: attrs.depth }, (_, i) => i);
  const column = reshape(graph, castTo(graph, indices, "int32"), [...indices.shape, 1]);
  const isHot = binary(
    graph,
    "Equal",
    [column, graph.constant(classes, [attrs.depth], "int32")],
    "bool",
  );
  const [on, off] = [attrs.onValue, attrs.offValue].map((value) =>
    graph.constant(typedArray([value], type), [], type),
  );
  return where(graph, isHot, [on!, off!]);
});

const unsortedSegmentSum = withAttributes<UnsortedSegmentSumAttrs>(({ graph, inputs, attrs }) => {
  const { x, segmentIds } = inputs as { x: Value; segmentIds: Value };
  const { numSegments } = attrs;
  const rest = x.shape.slice(segmentIds.shape.length);
  // Rows of no segment have an id below 0: they go to one more segment, which is then left out.
  const none = graph.scalar(numSegments, "int32");
  const ids = castTo(graph, segmentIds, "int32");
  const isNone = binary(graph, "Less", [ids, graph.scalar(0, "int32")], "bool");
  const sums = scatter(
    graph,
    filled(graph, 0, { shape: [numSegments + 1, ...rest], type: x.type }),
    {
      indices: reshape(graph, where(graph, isNone, [none, ids]), [...ids.shape, 1]),
      updates: x,
      adds: true,
    },
  );
  return slice(graph, sums, { begin: sums.shape.map(() => 0), shape: [numSegments, ...rest] });
});

/** Kernels that read and write at places which other tensors name. */
export const indexing: KernelTable = {
  GatherNd({ graph, inputs }) {
    const { params, indices } = inputs as { params: Value; indices: Value };
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(indices.shape.at(-1))];
    const places = castTo(graph, indices, "int64");
    return graph.node("GatherND", [params, places], { shape, type: params.type });
  },
  GatherV2: gather,
  OneHot: oneHot,
  ScatterNd: withAttributes<ScatterNdAttrs>(({ graph, inputs, attrs: { shape } }) => {
    const { indices, updates } = inputs as { indices: Value; updates: Value };
    const zeros = filled(graph, 0, { shape, type: updates.type });
    return scatter(graph, zeros, { indices, updates, adds: true });
  }),
  SparseToDense: withAttributes<SparseToDenseAttrs>(({ graph, inputs, attrs }) => {
    const { sparseIndices, sparseValues, defaultValue } = inputs as {
      sparseIndices: Value;
      sparseValues: Value;
      defaultValue: Value;
    };
    const shape = attrs.outputShape;
    const output = { shape, type: sparseValues.type };
    const data = graph.node("Expand", [defaultValue, graph.integers(shape)], output);
    const count = sparseIndices.shape.length < 2 ? 1 : sparseIndices.shape[1]!;
    const indices = reshape(graph, sparseIndices, [sparseIndices.shape[0] ?? 1, count]);
    const updates = graph.node("Expand", [sparseValues, graph.integers([indices.shape[0]!])], {
      shape: [indices.shape[0]!],
      type: sparseValues.type,
    });
    return scatter(graph, data, { indices, updates, adds: false });
  }),
  TensorScatterUpdate({ graph, inputs }) {
    const { tensor, indices, updates } = inputs as {
      tensor: Value;
      indices: Value;
      updates: Value;
    };
    return scatter(graph, tensor, { indices, updates, adds: false });
  },
  UnsortedSegmentSum: unsortedSegmentSum,
};
