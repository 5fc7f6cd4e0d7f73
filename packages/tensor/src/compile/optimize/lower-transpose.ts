import { sizeOf } from "../../tensors.ts";
import { axisGroups } from "../axes.ts";
import type { Value } from "../graph.ts";
import type { GraphBuilder } from "../graph-builder.ts";
import { transpose } from "../kernels/array/primitives.ts";
import { permutationOf } from "./attributes.ts";
import { reshapeOnce } from "./reshape.ts";
import type { Rule } from "./rewrite.ts";

/** Elements from which on it pays to transpose in the way that ONNX Runtime is fast at. */
const LARGE = 2 ** 11;

/** The rule that writes `Transpose` and `LayoutTransform` as nodes of ONNX, with as few axes as there are to move. */
export const lowerTransposeRule: Rule = ({ graph, inputs: [x], output: { shape }, attributes }) => {
  if (x === undefined) return undefined;
  const perm = permutationOf({ attributes });
  const groups = axisGroups(x.shape, perm);
  if (groups.length < 2) return reshapeOnce(graph, x, shape);
  if (sizeOf(shape) < LARGE && perm.length === x.shape.length) return transpose(graph, x, perm);
  const firsts = groups.map(({ first }) => first).sort((a, b) => a - b);
  const order = groups.map(({ first }) => firsts.indexOf(first));
  const sizes = firsts.map((axis) => groups.find(({ first }) => first === axis)!.size);
  return reshapeOnce(graph, transposeGroups(graph, reshapeOnce(graph, x, sizes), order), shape);
};

/** ONNX Runtime is slow to reverse three axes at once, and fast at either half of it. */
function transposeGroups(graph: GraphBuilder, x: Value, order: readonly number[]): Value {
  if (order.join() !== "2,1,0") return transpose(graph, x, order);
  const [first = 0, second = 0, third = 0] = x.shape;
  const last = transpose(graph, reshapeOnce(graph, x, [first, second * third]), [1, 0]);
  return transpose(graph, reshapeOnce(graph, last, [second, third, first]), [1, 0, 2]);
}
