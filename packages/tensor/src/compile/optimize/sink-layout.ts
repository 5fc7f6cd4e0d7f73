import { int } from "../graph.ts";
import { integersOf } from "./attributes.ts";
import type { PermutedView } from "./permuted-view.ts";
import { inLayoutOf, permutedView, viewOf } from "./permuted-view.ts";
import { reshapeOnce } from "./reshape.ts";
import type { Rule } from "./rewrite.ts";

/* Rules that compute with the source of a permuted view, so that the order of axes changes after the operation and not before. */

/** ONNX's reductions over the axes that their second input names. */
export const REDUCTIONS: readonly string[] = [
  "ReduceMax",
  "ReduceMean",
  "ReduceMin",
  "ReduceProd",
  "ReduceSum",
];

/** The rule for {@link REDUCTIONS}. */
export const reductionRule: Rule = ({ graph, op, inputs: [x, axes], output, attributes }) => {
  const view = x && viewOf(graph, x);
  const reduced = view && integersOf(axes)?.map((axis) => view.perm[axis]!);
  if (view === undefined || reduced === undefined) return undefined;
  const { source, perm } = view;
  const kept = {
    shape: source.shape.map((size, axis) => (reduced.includes(axis) ? 1 : size)),
    type: output.type,
  };
  const inputs = [source, graph.integers(reduced)];
  const result = graph.node(op, inputs, kept, { ...attributes, keepdims: int(1) });
  return reshapeOnce(graph, permutedView(graph, { source: result, perm }), output.shape);
};

/** The rule for `Concat` whose first part is a view. */
export const concatRule: Rule = ({ graph, op, inputs, output, attributes: { axis } }) => {
  const parts = inputs.filter((part) => part !== undefined);
  const view = parts[0] && viewOf(graph, parts[0]);
  if (view === undefined || axis?.kind !== "int") return undefined;
  const { perm } = view;
  const type = { shape: inSource(output.shape, view, 1), type: output.type };
  const sources = parts.map((part) => inLayoutOf(graph, part, view));
  const source = graph.node(op, sources, type, { axis: int(perm[axis.value]!) });
  return permutedView(graph, { source, perm });
};

/** The rule for `Slice`. */
export const sliceRule: Rule = ({ graph, op, inputs, output }) => {
  const [x, starts, ends, axes, steps] = inputs;
  const view = x && viewOf(graph, x);
  const sliced = view && integersOf(axes)?.map((axis) => view.perm[axis]!);
  if (view === undefined || sliced === undefined) return undefined;
  const type = { shape: inSource(output.shape, view, 1), type: output.type };
  const all = [view.source, starts, ends, graph.integers(sliced), steps];
  return permutedView(graph, { source: graph.node(op, all, type), perm: view.perm });
};

/** The rule for `Pad`. */
export const padRule: Rule = ({ graph, op, inputs: [x, pads, filler], output }) => {
  const view = x && viewOf(graph, x);
  const widths = integersOf(pads);
  if (view === undefined || widths === undefined) return undefined;
  const rank = view.perm.length;
  const ends = [widths.slice(0, rank), widths.slice(rank)];
  const padded = ends.flatMap((end) => inSource(end, view, 0));
  const type = { shape: inSource(output.shape, view, 1), type: output.type };
  const source = graph.node(op, [view.source, graph.integers(padded), filler], type);
  return permutedView(graph, { source, perm: view.perm });
};

/** A number for each axis of a view's source, out of those for the view's own axes; `other` for axes that the view does not have. */
function inSource(
  list: readonly number[],
  { source, perm }: PermutedView,
  other: number,
): number[] {
  return source.shape.map((_, axis) => list[perm.indexOf(axis)] ?? other);
}
