import type { Graph, Value } from "../graph.ts";
import { LAYOUT_TRANSFORM } from "../graph.ts";
import { concatRule, padRule, reductionRule, REDUCTIONS, sliceRule } from "./sink-layout.ts";
import { ELEMENTWISE, elementwiseRule } from "./elementwise.ts";
import { layoutRule, transposeRule } from "./permuted-view.ts";
import { lowerTransposeRule } from "./lower-transpose.ts";
import { reshapeRule } from "./reshape.ts";
import type { Rule, Site } from "./rewrite.ts";
import { rewrite } from "./rewrite.ts";

/** Rules that look at a node and at what computes its inputs. */
const PEEPHOLES: Readonly<Record<string, Rule>> = {
  ...rulesFor(ELEMENTWISE, elementwiseRule),
  ...rulesFor(REDUCTIONS, reductionRule),
  Concat: concatRule,
  Identity: identityRule,
  [LAYOUT_TRANSFORM]: layoutRule,
  Pad: padRule,
  Reshape: reshapeRule,
  Slice: sliceRule,
  Transpose: transposeRule,
};

/** Rules that write the changes of order that are left. */
const LOWERING: Readonly<Record<string, Rule>> = {
  Identity: identityRule,
  [LAYOUT_TRANSFORM]: lowerTransposeRule,
  Reshape: reshapeRule,
  Transpose: lowerTransposeRule,
};

/**
 * A graph that gives the same numbers with less work, in operations of ONNX alone:
 *
 * - what is computed element by element, reduced, joined, sliced or padded is computed in the layout in which the kernel before it
 *   left its result, so that axes move only where something else needs them moved;
 * - what is expanded is computed with once, and expanded where the result is;
 * - changes of shape and of the order of axes that follow each other become one, or none;
 * - what is masked twice is masked once by both masks, and a product with 1 is none.
 *
 * Numbers are rounded as they would be without it, but for sums and means of a kernel's result, whose elements are added in the
 * order in which they lie in memory.
 */
export function optimize(graph: Graph): Graph {
  return lower(rewrite(graph, PEEPHOLES));
}

/** A graph in operations of ONNX alone. */
export function lower(graph: Graph): Graph {
  return rewrite(graph, LOWERING);
}

/** Copies are written again where outputs need them. */
function identityRule({ inputs: [x] }: Site): Value | undefined {
  return x;
}

function rulesFor(ops: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(ops.map((op) => [op, rule]));
}
