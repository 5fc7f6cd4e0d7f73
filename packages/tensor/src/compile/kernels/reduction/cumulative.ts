import type { CumprodAttrs, CumsumAttrs } from "@tensorflow/tfjs-core";
import type { Value } from "../../graph.ts";
import type { GraphBuilder } from "../../graph-builder.ts";
import { int, isEmpty } from "../../graph.ts";
import { filled, reshape } from "../array/arrange.ts";
import { binary } from "../elementwise/operators.ts";
import type { KernelTable } from "../kernel.ts";
import { withAttributes } from "../kernel.ts";
import { concat } from "../array/shape.ts";
import { slice } from "../array/slicing.ts";

/** The elements moved along an axis, with ones where they come from; backward where `by` is below 0. */
function moved(
  graph: GraphBuilder,
  x: Value,
  { axis, by }: { readonly axis: number; readonly by: number },
): Value {
  const extent = x.shape[axis]!;
  const width = Math.min(extent, Math.abs(by));
  const ones = filled(graph, 1, { shape: x.shape.with(axis, width), type: x.type });
  const kept = slice(graph, x, {
    begin: x.shape.map((_, i) => (i === axis && by < 0 ? width : 0)),
    shape: x.shape.with(axis, extent - width),
  });
  return concat(graph, by < 0 ? [kept, ones] : [ones, kept], axis);
}

/** Kernels that add or multiply what came before along an axis. */
export const running: KernelTable = {
  // ONNX has no running product: each round multiplies twice as many neighbours.
  Cumprod: withAttributes<CumprodAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    const axis = attrs.axis < 0 ? attrs.axis + x.shape.length : attrs.axis;
    if (isEmpty(x)) return x;
    const way = attrs.reverse ? -1 : 1;
    const rounds = Math.ceil(Math.log2(x.shape[axis]!));
    const start = attrs.exclusive ? moved(graph, x, { axis, by: way }) : x;
    return Array.from({ length: rounds }, (_, round) => way * 2 ** round).reduce(
      (product, by) => binary(graph, "Mul", [product, moved(graph, product, { axis, by })]),
      start,
    );
  }),
  Cumsum: withAttributes<CumsumAttrs>(({ graph, inputs, attrs }) => {
    const { x } = inputs as { x: Value };
    return graph.node("CumSum", [x, reshape(graph, graph.integers([attrs.axis]), [])], x, {
      exclusive: int(attrs.exclusive ? 1 : 0),
      reverse: int(attrs.reverse ? 1 : 0),
    });
  }),
};
