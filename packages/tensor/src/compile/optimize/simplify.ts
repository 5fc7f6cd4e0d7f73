import type { GraphNode, Value } from "../graph.ts";
import type { GraphBuilder } from "../graph-builder.ts";
import { isSameShape } from "../kernels/array/primitives.ts";
import { broadcast } from "../kernels/elementwise/broadcast.ts";
import { castTo } from "../kernels/elementwise/cast.ts";
import { reshapeOnce } from "./reshape.ts";

/** An element-wise operation to write. */
interface Elementwise {
  readonly graph: GraphBuilder;
  readonly op: string;
  readonly operands: readonly Value[];
  readonly type: Value["type"];
  readonly attributes: GraphNode["attributes"];
}

/** The node of an element-wise operation, or less work that gives the same. */
export function simplified(operation: Elementwise): Value {
  const { graph, op, operands, type, attributes } = operation;
  const [a, b] = operands;
  const simpler = a === undefined || b === undefined ? undefined : SIMPLER[op]?.(graph, [a, b]);
  return simpler ?? graph.node(op, operands, { shape: broadcast(operands), type }, attributes);
}

type Simpler = (graph: GraphBuilder, operands: readonly [Value, Value]) => Value | undefined;

const SIMPLER: Readonly<Record<string, Simpler>> = { Greater: greater, Mul: product };

/**
 * A number is above 0 exactly where its `Relu` is. To read the `Relu` leaves the product of matrices before it with one reader,
 * so that ONNX Runtime computes both at once.
 */
function greater(graph: GraphBuilder, [x, bound]: readonly [Value, Value]): Value | undefined {
  const positive = isScalar(bound, 0) ? graph.find("Relu", [x]) : undefined;
  return positive && graph.node("Greater", [positive, bound], { shape: x.shape, type: "bool" });
}

/** A product with 1 is none, and what is masked twice is masked once by both masks. */
function product(graph: GraphBuilder, [a, b]: readonly [Value, Value]): Value | undefined {
  if (isScalar(b, 1)) return a;
  const mask = booleanSource(graph, b);
  if (mask === undefined || !isSameShape(a.shape, b.shape)) return undefined;
  const inner = maskedBy(graph, a);
  if (inner === undefined) return undefined;
  const both = graph.node("And", [inner.mask, mask], mask);
  return graph.node("Mul", [inner.value, castTo(graph, both, a.type)], a);
}

/** The booleans that a value is a cast of; undefined where it is none. */
function booleanSource(graph: GraphBuilder, x: Value): Value | undefined {
  const definition = graph.definition(x);
  const [source] = definition?.inputs ?? [];
  return definition?.op === "Cast" && source?.type === "bool" ? source : undefined;
}

/** The factors of a product with booleans as 0 and 1. */
interface Masked {
  readonly value: Value;
  readonly mask: Value;
}

/** The factors, of the same shape, whose product a value is, also where its shape was changed since. */
function maskedBy(graph: GraphBuilder, x: Value): Masked | undefined {
  const definition = graph.definition(x);
  const [value, factor] = definition?.inputs ?? [];
  if (definition?.op === "Reshape" && value !== undefined) {
    const inner = maskedBy(graph, value);
    return (
      inner && {
        value: reshapeOnce(graph, inner.value, x.shape),
        mask: reshapeOnce(graph, inner.mask, x.shape),
      }
    );
  }
  if (definition?.op !== "Mul" || value === undefined || factor === undefined) return undefined;
  const mask = booleanSource(graph, factor);
  return mask !== undefined && isSameShape(value.shape, factor.shape) ? { value, mask } : undefined;
}

function isScalar({ shape, constant }: Value, value: number): boolean {
  return shape.length === 0 && constant?.[0] === value;
}
