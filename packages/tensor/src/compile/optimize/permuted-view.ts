import { keepsElements } from "../axes.ts";
import type { Value } from "../graph.ts";
import { ints, LAYOUT_TRANSFORM } from "../graph.ts";
import type { GraphBuilder } from "../graph-builder.ts";
import { transpose } from "../kernels/array/primitives.ts";
import { permutationOf } from "./attributes.ts";
import { reshapeOnce } from "./reshape.ts";
import type { Rule } from "./rewrite.ts";

/** A value that is a `LayoutTransform` of another one: its axis i is axis `perm[i]` of the source, whose other axes have one element. */
export interface PermutedView {
  readonly source: Value;
  readonly perm: readonly number[];
}

/** What a value is a permuted view of; undefined where it is none. */
export function viewOf(graph: GraphBuilder, x: Value): PermutedView | undefined {
  const definition = graph.definition(x);
  const [source] = definition?.inputs ?? [];
  return definition?.op === LAYOUT_TRANSFORM && source !== undefined
    ? { source, perm: permutationOf(definition) }
    : undefined;
}

/** A permuted view as a value: the source itself where no axis changes its place. */
export function permutedView(graph: GraphBuilder, { source, perm }: PermutedView): Value {
  if (perm.length === source.shape.length && perm.every((axis, i) => axis === i)) return source;
  const output = { shape: perm.map((axis) => source.shape[axis]!), type: source.type };
  return graph.node(LAYOUT_TRANSFORM, [source], output, { perm: ints(perm) });
}

/** A value, of the rank of a view or lower, with its axes in the order of the view's source, so that both broadcast as before. */
export function inLayoutOf(graph: GraphBuilder, x: Value, view: PermutedView): Value {
  const { source, perm } = view;
  const own = viewOf(graph, x);
  const isSameLayout =
    own?.perm.join() === perm.join() && own.source.shape.length === source.shape.length;
  if (isSameLayout) return own.source;
  if (x.shape.length === 0) return x;
  const raised = [...Array<number>(perm.length - x.shape.length).fill(1), ...x.shape];
  const named = [...source.shape.keys()].filter((axis) => perm.includes(axis));
  const ordered = permute(
    graph,
    reshapeOnce(graph, x, raised),
    named.map((axis) => perm.indexOf(axis)),
  );
  const shape = source.shape.map((_, axis) => raised[perm.indexOf(axis)] ?? 1);
  return reshapeOnce(graph, ordered, shape);
}

/** Axes in another order: of a view, those of its source; a change of shape where no elements change their places. */
function permute(graph: GraphBuilder, x: Value, perm: readonly number[]): Value {
  const view = viewOf(graph, x);
  if (view !== undefined) return permute(graph, view.source, composed(view.perm, perm));
  if (keepsElements(x.shape, perm)) {
    return reshapeOnce(
      graph,
      x,
      perm.map((axis) => x.shape[axis]!),
    );
  }
  const named = [...x.shape.keys()].filter((axis) => perm.includes(axis));
  const shape = named.map((axis) => x.shape[axis]!);
  return transpose(
    graph,
    reshapeOnce(graph, x, shape),
    perm.map((axis) => named.indexOf(axis)),
  );
}

/** One change of order in the place of two. */
function composed(first: readonly number[], second: readonly number[]): number[] {
  return second.map((axis) => first[axis]!);
}

/** The rule for `Transpose`. */
export const transposeRule: Rule = ({ graph, inputs: [x], attributes }) =>
  x === undefined ? undefined : permute(graph, x, permutationOf({ attributes }));

/** The rule for `LayoutTransform`: a view of a view is one of the first source. */
export const layoutRule: Rule = ({ graph, inputs: [x], attributes }) => {
  if (x === undefined) return undefined;
  const perm = permutationOf({ attributes });
  const view = viewOf(graph, x);
  return view === undefined
    ? permutedView(graph, { source: x, perm })
    : permutedView(graph, { source: view.source, perm: composed(view.perm, perm) });
};
