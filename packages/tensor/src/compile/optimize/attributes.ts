import type { GraphNode, Value } from "../graph.ts";

/** The order of axes that a `Transpose` or a `LayoutTransform` gives: axis i of its output is axis `perm[i]` of its input. */
export function permutationOf({ attributes }: Pick<GraphNode, "attributes">): readonly number[] {
  const perm = attributes["perm"];
  if (perm?.kind !== "ints") throw new Error("a change of the order of axes names no order");
  return perm.value;
}

/** The numbers of a constant input such as a list of axes; undefined for one that is computed or left out. */
export function integersOf(input: Value | undefined): number[] | undefined {
  return input?.constant === undefined ? undefined : Array.from(input.constant, Number);
}
