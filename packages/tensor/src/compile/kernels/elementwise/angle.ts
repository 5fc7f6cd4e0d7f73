import type { Value } from "../../graph.ts";
import { castTo } from "./cast.ts";
import { binary, unary, where } from "./operators.ts";
import type { KernelTable } from "../kernel.ts";

/**
 * The kernel of angles: of the point (b, a), from -π to π. It is the arctangent of a / b, half a turn further where b is below
 * 0; two zeros have the ratio 0 and two infinities that of their signs. The sign of a zero counts.
 */
export const angles: KernelTable = {
  Atan2({ graph, input }) {
    const { type } = input("a");
    const a = castTo(graph, input("a"), "float32");
    const b = castTo(graph, input("b"), "float32");
    const [zero, pi] = [graph.scalar(0), graph.scalar(Math.PI)];
    const isZero = (x: Value): Value => binary(graph, "Equal", [x, zero], "bool");
    const isInfinite = (x: Value): Value => unary(graph, "IsInf", x, "bool");
    const both = (x: Value, y: Value): Value => binary(graph, "And", [x, y], "bool");
    // 1 over a zero has the zero's sign, which no comparison shows.
    const isNegative = (x: Value): Value => {
      const signed = where(graph, isZero(x), [unary(graph, "Reciprocal", x), x]);
      return binary(graph, "Less", [signed, zero], "bool");
    };
    const signs = binary(graph, "Mul", [unary(graph, "Sign", a), unary(graph, "Sign", b)]);
    const finite = where(graph, both(isInfinite(a), isInfinite(b)), [
      signs,
      binary(graph, "Div", [a, b]),
    ]);
    const ratio = where(graph, both(isZero(a), isZero(b)), [zero, finite]);
    const halfTurn = where(graph, isNegative(a), [unary(graph, "Neg", pi), pi]);
    const offset = where(graph, isNegative(b), [halfTurn, zero]);
    return castTo(graph, binary(graph, "Add", [unary(graph, "Atan", ratio), offset]), type);
  },
};
