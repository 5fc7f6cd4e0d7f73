import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { castTo } from "./cast.ts";
import { binary, unary, where } from "./operators.ts";
import type { KernelTable, RecordKernel } from "../kernel.ts";

/** A comparison; truth values are compared as 0 and 1. */
const compare =
  (op: string): RecordKernel =>
  ({ graph, inputs }) =>
    binary(graph, op, [countable(graph, inputs["a"]!), countable(graph, inputs["b"]!)], "bool");

const connect =
  (op: string): RecordKernel =>
  ({ graph, inputs }) =>
    binary(graph, op, [castTo(graph, inputs["a"]!, "bool"), castTo(graph, inputs["b"]!, "bool")]);

const select: RecordKernel = ({ graph, inputs }) => {
  const { condition, t, e } = inputs as { condition: Value; t: Value; e: Value };
  return where(graph, castTo(graph, condition, "bool"), [t, e]);
};

const test =
  (op: string): RecordKernel =>
  ({ graph, inputs }) =>
    unary(graph, op, inputs["x"]!, "bool");

const not = (graph: GraphBuilder, x: Value): Value => unary(graph, "Not", x);

/** Kernels that compare, and that compute with truth values. */
export const logic: KernelTable = {
  Equal: compare("Equal"),
  Greater: compare("Greater"),
  GreaterEqual: compare("GreaterOrEqual"),
  IsInf: test("IsInf"),
  IsNan: test("IsNaN"),
  IsFinite({ graph, inputs }) {
    const { x } = inputs as { x: Value };
    // The difference of a number and itself is 0; of an infinity or NaN it is NaN.
    const difference = binary(graph, "Sub", [x, x]);
    return binary(graph, "Equal", [difference, graph.scalar(0)], "bool");
  },
  Less: compare("Less"),
  LessEqual: compare("LessOrEqual"),
  LogicalAnd: connect("And"),
  LogicalNot: ({ graph, inputs }) => not(graph, castTo(graph, inputs["x"]!, "bool")),
  LogicalOr: connect("Or"),
  NotEqual: (call) => not(call.graph, compare("Equal")(call) as Value),
  Select: select,
};

function countable(graph: GraphBuilder, x: Value): Value {
  return x.type === "bool" ? castTo(graph, x, "int32") : x;
}
