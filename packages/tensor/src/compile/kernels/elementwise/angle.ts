import type { Value } from "../../graph.ts";
import { castTo } from "./cast.ts";
import { binary, unary, where } from "./operators.ts";
import type { KernelTable } from "../kernel.ts";

/**
 * The kernel of angles: of the point (b, a), from -π to π. It is the arctangent of a / b, half a turn further where b is below
 * 0; two zeros have the ratio 0 and two infinities that of their signs. The sign of a zero counts.
 */
export const angles: KernelTable = {
  Atan2({ graph, inputs }) {
    const type = inputs["a"]!.type;
    const a = castTo(graph, inputs["a"]!, "float32");
    const b = castTo(graph, inputs["b"]!, "float32");
    const [zero, turn] = [graph.scalar(0), graph.scalar(Math.PI)];
    const isZero = (x: Value): Value => binary(graph, "Equal", [x, zero], "bool");
    const isInfinite = (x: Value): Value => unary(graph, "IsInf", x, "bool");
    const both = (x: Value, y: Value): Value => binary(graph, "And", [x, y], "bool");
    // 1 over a zero has the zero's sign, which no comparison shows.
    const isBelow = (x: Value): Value => {
      const signed = where(graph, isZero(x), [unary(graph, "Reciprocal", x), x]);
      return binary(graph, "Less", [signed, zero], "bool");
    };
    const signs = binary(graph, "Mul", [unary(graph, "Sign", a), unary(graph, "Sign", b)]);
    const finite = where(graph, both(isInfinite(a), isInfinite(b)), [
      signs,
      binary(graph, "Div", [a, b]),
    ]);
    const ratio = where(graph, both(isZero(a), isZero(b)), [zero, finite]);
    const half = where(graph, isBelow(a), [unary(graph, "Neg", turn), turn]);
    const further = where(graph, isBelow(b), [half, zero]);
    return castTo(graph, binary(graph, "Add", [unary(graph, "Atan", ratio), further]), type);
  },
};
