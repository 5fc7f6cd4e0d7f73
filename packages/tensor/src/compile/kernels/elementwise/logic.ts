import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import type { KernelCall, KernelTable, RecordKernel } from "../kernel.ts";
import { castTo } from "./cast.ts";
import { binary, unary, where } from "./operators.ts";

/** A comparison; booleans are compared as 0 and 1. */
function compared(op: string, { graph, input }: KernelCall): Value {
  return binary(graph, op, [comparable(graph, input("a")), comparable(graph, input("b"))], "bool");
}

const compare =
  (op: string): RecordKernel =>
  (call) =>
    compared(op, call);

const connect =
  (op: string): RecordKernel =>
  ({ graph, input }) =>
    binary(graph, op, [castTo(graph, input("a"), "bool"), castTo(graph, input("b"), "bool")]);

const test =
  (op: string): RecordKernel =>
  ({ graph, input }) =>
    unary(graph, op, input("x"), "bool");

/** Kernels that compare, and that compute with booleans. */
export const logic: KernelTable = {
  Equal: compare("Equal"),
  Greater: compare("Greater"),
  GreaterEqual: compare("GreaterOrEqual"),
  IsInf: test("IsInf"),
  IsNan: test("IsNaN"),
  IsFinite({ graph, input }) {
    const x = input("x");
    // The difference of a number and itself is 0; of an infinity or NaN it is NaN.
    const difference = binary(graph, "Sub", [x, x]);
    return binary(graph, "Equal", [difference, graph.scalar(0)], "bool");
  },
  Less: compare("Less"),
  LessEqual: compare("LessOrEqual"),
  LogicalAnd: connect("And"),
  LogicalNot: ({ graph, input }) => unary(graph, "Not", castTo(graph, input("x"), "bool")),
  LogicalOr: connect("Or"),
  NotEqual: (call) => unary(call.graph, "Not", compared("Equal", call)),
  Select({ graph, input }) {
    const condition = castTo(graph, input("condition"), "bool");
    return where(graph, condition, [input("t"), input("e")]);
  },
};

function comparable(graph: GraphBuilder, x: Value): Value {
  return x.type === "bool" ? castTo(graph, x, "int32") : x;
}
