import type { Value } from "../graph.ts";
import { LAYOUT_TRANSFORM } from "../graph.ts";
import type { GraphBuilder } from "../graph-builder.ts";
import { isSameShape, reshape } from "../kernels/array/primitives.ts";
import { keepsElements } from "../axes.ts";
import { permutationOf } from "./attributes.ts";
import type { Rule } from "./rewrite.ts";

/** One change of shape in the place of several, and none where the shape is that of the beginning. */
export function reshapeOnce(graph: GraphBuilder, x: Value, shape: readonly number[]): Value {
  if (isSameShape(shape, x.shape)) return x;
  const source = sourceOf(graph, x);
  return isSameShape(shape, source.shape) ? source : reshape(graph, source, shape);
}

/** The value whose elements these are, in the same order, before all changes of shape. */
function sourceOf(graph: GraphBuilder, x: Value): Value {
  const definition = graph.definition(x);
  const [input] = definition?.inputs ?? [];
  if (definition === undefined || input === undefined) return x;
  const isReshape =
    definition.op === "Reshape" ||
    (definition.op === LAYOUT_TRANSFORM && keepsElements(input.shape, permutationOf(definition)));
  return isReshape ? sourceOf(graph, input) : x;
}

/** The rule for `Reshape`: see {@link reshapeOnce}. */
export const reshapeRule: Rule = ({ graph, inputs: [x], output }) =>
  x === undefined ? undefined : reshapeOnce(graph, x, output.shape);
