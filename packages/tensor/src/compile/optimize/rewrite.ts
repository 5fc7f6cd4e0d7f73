import type { Graph, GraphNode, Value, ValueType } from "../graph.ts";
import { GraphBuilder } from "../graph-builder.ts";

/** A node as a rule sees it: in the graph that is being written, with its inputs there. */
export interface Site {
  readonly graph: GraphBuilder;
  readonly op: string;
  readonly inputs: readonly (Value | undefined)[];
  /** Shape and element type of its first output. */
  readonly output: ValueType;
  readonly attributes: GraphNode["attributes"];
}

/** Gives the value that replaces a node's only output, of the same shape and element type; undefined keeps the node as it is. */
export type Rule = (site: Site) => Value | undefined;

/** Rewrites a graph node by node, in its order, by the rule for each operation. Nodes that compute the same become one. */
export function rewrite(graph: Graph, rules: Readonly<Record<string, Rule>>): Graph {
  const written = new GraphBuilder();
  const values = new Map<string, Value>([
    ...graph.inputs.map((input) => [input.name, written.input(input.name, input)] as const),
    ...graph.constants.map(
      ({ name, constant, shape, type }) => [name, written.constant(constant, shape, type)] as const,
    ),
  ]);
  for (const { op, inputs: names, outputs, attributes } of graph.nodes) {
    const inputs = names.map((name) => values.get(name));
    const types = outputs.map((name) => graph.types.get(name)!);
    const replaced = rules[op]?.({ graph: written, op, inputs, output: types[0]!, attributes });
    const made = replaced === undefined ? written.nodes(op, inputs, types, attributes) : [replaced];
    for (const [i, name] of outputs.entries()) values.set(name, made[i]!);
  }
  return written.finish(
    Object.fromEntries(graph.outputs.map(({ name }) => [name, values.get(name)!])),
  );
}
