import { sizeOf } from "../../tensors.ts";
import type { Value } from "../graph.ts";
import type { GraphBuilder } from "../graph-builder.ts";
import { expand } from "../kernels/array/primitives.ts";
import { inLayoutOf, permutedView, viewOf } from "./permuted-view.ts";
import type { Rule } from "./rewrite.ts";
import { simplified } from "./simplify.ts";

/** ONNX's operations that treat all elements alike, with broadcasting. */
export const ELEMENTWISE: readonly string[] = [
  ...[
    "Abs",
    "Acos",
    "Acosh",
    "Add",
    "And",
    "Asin",
    "Asinh",
    "Atan",
    "Atanh",
    "Cast",
    "Ceil",
    "Clip",
  ],
  ...["Cos", "Cosh", "Div", "Elu", "Equal", "Erf", "Exp", "Floor", "Greater", "GreaterOrEqual"],
  ...[
    "IsInf",
    "IsNaN",
    "LeakyRelu",
    "Less",
    "LessOrEqual",
    "Log",
    "Max",
    "Min",
    "Mod",
    "Mul",
    "Neg",
  ],
  ...["Not", "Or", "Pow", "Reciprocal", "Relu", "Round", "Selu", "Sigmoid", "Sign", "Sin", "Sinh"],
  ...["Softplus", "Sqrt", "Sub", "Sum", "Tan", "Tanh", "Where"],
];

/**
 * The rule for {@link ELEMENTWISE}: computes with what is expanded before it is, and with the source of a permuted view, so that
 * only the result is expanded, or has its axes moved.
 */
export const elementwiseRule: Rule = ({ graph, op, inputs, output, attributes }) => {
  const operands = inputs
    .filter((value) => value !== undefined)
    .map((value) => beforeExpand(graph, value));
  const result = inCommonLayout(graph, operands, (values) =>
    simplified({ graph, op, operands: values, type: output.type, attributes }),
  );
  return expand(graph, result, output.shape);
};

function beforeExpand(graph: GraphBuilder, x: Value): Value {
  const definition = graph.definition(x);
  return definition?.op === "Expand" ? (definition.inputs[0] ?? x) : x;
}

/** Computes in the layout of the first operand that is a permuted view and as large as any, where there is one. */
function inCommonLayout(
  graph: GraphBuilder,
  values: readonly Value[],
  compute: (values: readonly Value[]) => Value,
): Value {
  const size = Math.max(...values.map(({ shape }) => sizeOf(shape)));
  const rank = Math.max(...values.map(({ shape }) => shape.length));
  const [view] = values
    .filter(({ shape }) => shape.length === rank && sizeOf(shape) === size)
    .flatMap((value) => viewOf(graph, value) ?? []);
  if (view === undefined) return compute(values);
  const source = compute(values.map((value) => inLayoutOf(graph, value, view)));
  return permutedView(graph, { source, perm: view.perm });
}
