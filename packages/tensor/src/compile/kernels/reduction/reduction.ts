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
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import { castTo } from "../elementwise/cast.ts";
import { unary, where } from "../elementwise/operators.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { filled } from "../array/arrange.ts";

/** What sums and the like are told: which axes, and whether these stay with extent 1. */
interface ReductionAttrs {
  readonly axis?: SumAttrs["axis"];
  readonly keepDims?: boolean;
}

/** A reduction over axes. `ofNothing` is what it gives where there is nothing to reduce. */
function reduce(
  graph: GraphBuilder,
  { op, ofNothing }: { readonly op: string; readonly ofNothing: number },
  x: Value,
  { axis, keepDims = false }: ReductionAttrs,
): Value {
  const axes = util.parseAxisParam(axis ?? [...x.shape.keys()], [...x.shape]);
  const shape = x.shape.flatMap((extent, i) =>
    !axes.includes(i) ? [extent] : keepDims ? [1] : [],
  );
  const output = { shape, type: x.type };
  if (axes.length === 0) return x;
  if (isEmpty(x) && sizeOf(shape) > 0) return filled(graph, ofNothing, output);
  const attributes = { keepdims: int(keepDims ? 1 : 0) };
  return graph.node(op, [x, graph.integers(axes)], output, attributes);
}

const reduction = (op: string, ofNothing: number): RecordKernel =>
  withAttributes<ReductionAttrs>(({ graph, inputs, attrs }) =>
    reduce(graph, { op, ofNothing }, inputs["x"]!, attrs),
  );

/** Reductions of truth values go through 0 and 1. */
const logicalReduction = (op: string, ofNothing: number): RecordKernel =>
  withAttributes<ReductionAttrs>(({ graph, inputs, attrs }) => {
    const numbers = castTo(graph, castTo(graph, inputs["x"]!, "bool"), "int32");
    return castTo(graph, reduce(graph, { op, ofNothing }, numbers, attrs), "bool");
  });

/**
 * The largest or smallest along axes. ONNX Runtime passes over NaN there, TensorFlow.js does not, and a run that
 * diverges must show.
 */
function extreme(
  graph: GraphBuilder,
  { op, ofNothing }: { readonly op: string; readonly ofNothing: number },
  [x, attrs]: readonly [Value, ReductionAttrs],
): Value {
  if (x.type === "bool") {
    return castTo(
      graph,
      reduce(graph, { op, ofNothing }, castTo(graph, x, "int32"), attrs),
      "bool",
    );
  }
  const found = reduce(graph, { op, ofNothing }, x, attrs);
  if (x.type !== "float32" || isEmpty(x)) return found;
  const isNaN = unary(graph, "IsNaN", x, "bool");
  const count = { op: "ReduceMax", ofNothing: 0 };
  const hasNaN = reduce(graph, count, castTo(graph, isNaN, "float32"), attrs);
  return where(graph, castTo(graph, hasNaN, "bool"), [graph.scalar(Number.NaN), found]);
}

const extremum = (op: string): RecordKernel =>
  withAttributes<ArgMaxAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    const [axis = 0] = util.parseAxisParam(attrs.axis, [...x.shape]);
    const shape = x.shape.filter((_, i) => i !== axis);
    const attributes = { axis: int(axis), keepdims: int(0) };
    return castTo(graph, graph.node(op, [x], { shape, type: "int64" }, attributes), "int32");
  });

const topK = withAttributes<TopKAttrs>(({ graph, inputs, attrs }) => {
  const { x } = inputs as { x: Value };
  const shape = [...x.shape.slice(0, -1), attrs.k];
  const [values, places] = graph.nodes(
    "TopK",
    [x, graph.integers([attrs.k])],
    [
      { shape, type: x.type },
      { shape, type: "int64" },
    ],
    { sorted: int(attrs.sorted ? 1 : 0) },
  );
  return [values!, castTo(graph, places!, "int32")];
});

/** Kernels that summarise along axes. */
export const reductions: KernelTable = {
  All: logicalReduction("ReduceMin", 1),
  Any: logicalReduction("ReduceMax", 0),
  ArgMax: extremum("ArgMax"),
  ArgMin: extremum("ArgMin"),
  Max: withAttributes<MaxAttrs>(({ graph, inputs, attrs: { reductionIndices, keepDims } }) =>
    extreme(graph, { op: "ReduceMax", ofNothing: -Infinity }, [
      inputs["x"]!,
      { axis: reductionIndices, keepDims },
    ]),
  ),
  Mean: withAttributes<ReductionAttrs>(({ graph, inputs, attrs }) => {
    const numbers = castTo(graph, inputs["x"]!, "float32");
    return reduce(graph, { op: "ReduceMean", ofNothing: Number.NaN }, numbers, attrs);
  }),
  Min: withAttributes<ReductionAttrs>(({ graph, inputs, attrs }) =>
    extreme(graph, { op: "ReduceMin", ofNothing: Infinity }, [inputs["x"]!, attrs]),
  ),
  Prod: reduction("ReduceProd", 1),
  Softmax: withAttributes<SoftmaxAttrs>(({ graph, inputs, attrs }) =>
    graph.node("Softmax", [inputs["logits"]], inputs["logits"]!, { axis: int(attrs.dim) }),
  ),
  Sum: withAttributes<ReductionAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    const numbers = x.type === "bool" ? castTo(graph, x, "int32") : x;
    return reduce(graph, { op: "ReduceSum", ofNothing: 0 }, numbers, attrs);
  }),
  TopK: topK,
};
