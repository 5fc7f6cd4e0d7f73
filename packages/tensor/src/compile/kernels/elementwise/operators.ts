import type { ElementType, Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { broadcast } from "./broadcast.ts";
import { castTo } from "./cast.ts";

/** A node on one tensor that keeps its shape, and its type unless another is given. */
export function unary(
  graph: GraphBuilder,
  op: string,
  x: Value,
  type: ElementType = x.type,
): Value {
  return graph.node(op, [x], { shape: x.shape, type });
}

/** A node on two tensors that broadcast; the type is that of the first unless it is given. */
export function binary(
  graph: GraphBuilder,
  op: string,
  [a, b]: readonly [Value, Value],
  type: ElementType = a.type,
): Value {
  return graph.node(op, [a, b], { shape: broadcast([a, b]), type });
}

/** `condition ? ifTrue : ifFalse` per element, with broadcasting. */
export function where(
  graph: GraphBuilder,
  condition: Value,
  [ifTrue, ifFalse]: readonly [Value, Value],
): Value {
  // ONNX Runtime has no Where of booleans.
  const isLogical = ifTrue.type === "bool";
  const type = isLogical ? "int32" : ifTrue.type;
  const [t, f] = isLogical
    ? [castTo(graph, ifTrue, type), castTo(graph, ifFalse, type)]
    : [ifTrue, ifFalse];
  const output = { shape: broadcast([condition, t, f]), type };
  return castTo(graph, graph.node("Where", [condition, t, f], output), ifTrue.type);
}
