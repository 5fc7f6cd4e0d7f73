import type { BatchMatMulAttrs, EinsumAttrs, _FusedMatMulAttrs } from "@tensorflow/tfjs-core";
import { backend_util } from "../../../tfjs.ts";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty, text } from "../../graph.ts";
import { fused } from "../elementwise/activation.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { filled, transpose } from "../array/primitives.ts";

/**
 * A product of matrices, or of stacks of them, either operand transposed first.
 *
 * Of two matrices it is one `Gemm`, which reads a transposed operand in place.
 */
export function matMul(
  graph: GraphBuilder,
  [a, b]: readonly [Value, Value],
  { transposeA, transposeB }: BatchMatMulAttrs,
): Value {
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const stack = backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const output = { shape: [...stack, rows, columns], type: a.type };
  if (inner === 0) return filled(graph, 0, output);
  if (a.shape.length === 2 && b.shape.length === 2 && (transposeA || transposeB)) {
    const attributes = { transA: int(transposeA ? 1 : 0), transB: int(transposeB ? 1 : 0) };
    return graph.node("Gemm", [a, b], output, attributes);
  }
  const factors = [transposeA ? swapLast(graph, a) : a, transposeB ? swapLast(graph, b) : b];
  return graph.node("MatMul", factors, output);
}

function swapLast(graph: GraphBuilder, x: Value): Value {
  const rank = x.shape.length;
  return transpose(graph, x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
}

/** Kernels that multiply matrices. */
export const matrices: KernelTable = {
  BatchMatMul: withAttributes<BatchMatMulAttrs>(({ graph, input, attrs }) =>
    matMul(graph, [input("a"), input("b")], attrs),
  ),
  Einsum: withAttributes<EinsumAttrs>(({ graph, inputs, attrs }) => {
    const equation = attrs.equation.replaceAll(" ", "");
    const values = Object.values(inputs);
    const [from = "", to = ""] = equation.split("->");
    const dimensions = new Map(
      from
        .split(",")
        .flatMap((names, i) => names.split("").map((name, k) => [name, values[i]!.shape[k]!])),
    );
    const shape = to.split("").map((name) => dimensions.get(name)!);
    const output = { shape, type: values[0]!.type };
    if (values.some(isEmpty)) return filled(graph, 0, output);
    return graph.node("Einsum", values, output, { equation: text(equation) });
  }),
  _FusedMatMul: withAttributes<_FusedMatMulAttrs>((call) => {
    const { graph, input, attrs } = call;
    return fused(call, matMul(graph, [input("a"), input("b")], attrs));
  }),
};
