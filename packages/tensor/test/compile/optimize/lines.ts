import type { Graph, GraphNode } from "../../../src/compile/graph.ts";

/** The nodes of a graph in a line each, `output = Op(inputs)`: constants as their numbers, a change of order with its order. */
export function lines(graph: Graph): string[] {
  const constants = new Map(
    graph.constants.map(({ name, constant }) => [name, `[${[...constant].join(" ")}]`]),
  );
  const names = new Map<string, string>();
  const nameOf = (name: string): string => constants.get(name) ?? names.get(name) ?? name;
  return graph.nodes.map((node) => {
    for (const name of node.outputs) {
      if (/^v\d+$/.test(name)) names.set(name, `v${String(names.size)}`);
    }
    return `${node.outputs.map(nameOf).join(", ")} = ${node.op}${order(node)}(${node.inputs.map(nameOf).join(", ")})`;
  });
}

function order({ attributes: { perm } }: GraphNode): string {
  return perm?.kind === "ints" ? `<${perm.value.join("")}>` : "";
}
