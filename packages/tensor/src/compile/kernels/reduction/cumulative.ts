import type { CumprodAttrs, CumsumAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import { filled, reshape } from "../array/primitives.ts";
import { binary } from "../elementwise/operators.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { concat } from "../array/shape.ts";
import { slice } from "../array/slicing.ts";

/** The elements shifted along an axis, with ones where they came from; towards the front where `by` is below 0. */
function shifted(
  graph: GraphBuilder,
  x: Value,
  { axis, by }: { readonly axis: number; readonly by: number },
): Value {
  const size = x.shape[axis]!;
  const width = Math.min(size, Math.abs(by));
  const ones = filled(graph, 1, { shape: x.shape.with(axis, width), type: x.type });
  const kept = slice(graph, x, {
    begin: x.shape.map((_, i) => (i === axis && by < 0 ? width : 0)),
    shape: x.shape.with(axis, size - width),
  });
  return concat(graph, by < 0 ? [kept, ones] : [ones, kept], axis);
}

/** Kernels that add up or multiply along an axis, up to each element. */
export const cumulative: KernelTable = {
  // ONNX has no cumulative product: each round multiplies twice as many neighbours.
  Cumprod: withAttributes<CumprodAttrs>(({ graph, input, attrs }) => {
    const x = input("x");
    const axis = attrs.axis < 0 ? attrs.axis + x.shape.length : attrs.axis;
    if (isEmpty(x)) return x;
    const direction = attrs.reverse ? -1 : 1;
    const rounds = Math.ceil(Math.log2(x.shape[axis]!));
    const start = attrs.exclusive ? shifted(graph, x, { axis, by: direction }) : x;
    return Array.from({ length: rounds }, (_, round) => direction * 2 ** round).reduce(
      (product, by) => binary(graph, "Mul", [product, shifted(graph, product, { axis, by })]),
      start,
    );
  }),
  Cumsum: withAttributes<CumsumAttrs>(({ graph, input, attrs }) => {
    const x = input("x");
    const axis = reshape(graph, graph.integers([attrs.axis]), []);
    return graph.node("CumSum", [x, axis], x, {
      exclusive: int(attrs.exclusive ? 1 : 0),
      reverse: int(attrs.reverse ? 1 : 0),
    });
  }),
};
