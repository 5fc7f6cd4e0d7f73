import type {
  ArgMaxAttrs,
  MaxAttrs,
  SoftmaxAttrs,
  SumAttrs,
  TopKAttrs,
} from "@tensorflow/tfjs-core";
import { util } from "../../../tfjs.ts";
import { sizeOf } from "../../../tensors.ts";
import type { Value } from "../../graph.ts";
import { int, isEmpty } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { filled } from "../array/primitives.ts";
import { castTo } from "../elementwise/cast.ts";
import { unary, where } from "../elementwise/operators.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";

/** The attributes of reductions: which axes, and whether these stay with one element. */
interface ReductionAttrs {
  readonly axis?: SumAttrs["axis"];
  readonly keepDims?: boolean;
}

/** A reduction of ONNX. */
interface Reduction {
  readonly op: string;
  /** What it gives where there is nothing to reduce. */
  readonly ofNothing: number;
}

const MAX: Reduction = { op: "ReduceMax", ofNothing: -Infinity };
const MIN: Reduction = { op: "ReduceMin", ofNothing: Infinity };
const ANY: Reduction = { op: "ReduceMax", ofNothing: 0 };
const ALL: Reduction = { op: "ReduceMin", ofNothing: 1 };

/** A reduction over axes. */
function reduce(
  graph: GraphBuilder,
  { op, ofNothing }: Reduction,
  x: Value,
  { axis, keepDims = false }: ReductionAttrs,
): Value {
  const axes = util.parseAxisParam(axis ?? [...x.shape.keys()], [...x.shape]);
  const shape = x.shape.flatMap((size, i) => (!axes.includes(i) ? [size] : keepDims ? [1] : []));
  const output = { shape, type: x.type };
  if (axes.length === 0) return x;
  if (isEmpty(x) && sizeOf(shape) > 0) return filled(graph, ofNothing, output);
  const attributes = { keepdims: int(keepDims ? 1 : 0) };
  return graph.node(op, [x, graph.integers(axes)], output, attributes);
}

/** Reductions of booleans go through 0 and 1. */
function reduceTruth(
  graph: GraphBuilder,
  reduction: Reduction,
  x: Value,
  attrs: ReductionAttrs,
): Value {
  const numbers = castTo(graph, castTo(graph, x, "bool"), "int32");
  return castTo(graph, reduce(graph, reduction, numbers, attrs), "bool");
}

/**
 * The largest or smallest along axes. ONNX Runtime passes over NaN there, TensorFlow.js does not, and a run that
 * diverges must show.
 */
function extremum(
  graph: GraphBuilder,
  reduction: Reduction,
  x: Value,
  attrs: ReductionAttrs,
): Value {
  if (x.type === "bool") return reduceTruth(graph, reduction, x, attrs);
  const found = reduce(graph, reduction, x, attrs);
  if (x.type !== "float32" || isEmpty(x)) return found;
  const isNaN = castTo(graph, unary(graph, "IsNaN", x, "bool"), "float32");
  const hasNaN = castTo(graph, reduce(graph, ANY, isNaN, attrs), "bool");
  return where(graph, hasNaN, [graph.scalar(Number.NaN), found]);
}

const logicalReduction = (reduction: Reduction): RecordKernel =>
  withAttributes<ReductionAttrs>(({ graph, input, attrs }) =>
    reduceTruth(graph, reduction, input("x"), attrs),
  );

const argExtremum = (op: string): RecordKernel =>
  withAttributes<ArgMaxAttrs>(({ graph, input, attrs }) => {
    const x = input("x");
    const [axis = 0] = util.parseAxisParam(attrs.axis, [...x.shape]);
    const shape = x.shape.filter((_, i) => i !== axis);
    const attributes = { axis: int(axis), keepdims: int(0) };
    return castTo(graph, graph.node(op, [x], { shape, type: "int64" }, attributes), "int32");
  });

const topK = withAttributes<TopKAttrs>(({ graph, input, attrs }) => {
  const x = input("x");
  const shape = [...x.shape.slice(0, -1), attrs.k];
  const outputs = [
    { shape, type: x.type },
    { shape, type: "int64" },
  ] as const;
  const attributes = { sorted: int(attrs.sorted ? 1 : 0) };
  const [values, indices] = graph.nodes(
    "TopK",
    [x, graph.integers([attrs.k])],
    outputs,
    attributes,
  );
  return [values!, castTo(graph, indices!, "int32")];
});

/** Kernels that summarise along axes. */
export const reductions: KernelTable = {
  All: logicalReduction(ALL),
  Any: logicalReduction(ANY),
  ArgMax: argExtremum("ArgMax"),
  ArgMin: argExtremum("ArgMin"),
  Max: withAttributes<MaxAttrs>(({ graph, input, attrs: { reductionIndices, keepDims } }) =>
    extremum(graph, MAX, input("x"), { axis: reductionIndices, keepDims }),
  ),
  Mean: withAttributes<ReductionAttrs>(({ graph, input, attrs }) => {
    const numbers = castTo(graph, input("x"), "float32");
    return reduce(graph, { op: "ReduceMean", ofNothing: Number.NaN }, numbers, attrs);
  }),
  Min: withAttributes<ReductionAttrs>(({ graph, input, attrs }) =>
    extremum(graph, MIN, input("x"), attrs),
  ),
  Prod: withAttributes<ReductionAttrs>(({ graph, input, attrs }) =>
    reduce(graph, { op: "ReduceProd", ofNothing: 1 }, input("x"), attrs),
  ),
  Softmax: withAttributes<SoftmaxAttrs>(({ graph, input, attrs }) => {
    const logits = input("logits");
    return graph.node("Softmax", [logits], logits, { axis: int(attrs.dim) });
  }),
  Sum: withAttributes<ReductionAttrs>(({ graph, input, attrs }) => {
    const x = input("x");
    const numbers = x.type === "bool" ? castTo(graph, x, "int32") : x;
    return reduce(graph, { op: "ReduceSum", ofNothing: 0 }, numbers, attrs);
  }),
  TopK: topK,
};
