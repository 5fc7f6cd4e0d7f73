import type { Graph, GraphNode, Value } from "./graph.ts";

/** A part of a graph that runs as a program of its own, after those before it. */
export interface Subgraph {
  readonly graph: Graph;
  /** Whether it has to run on one thread. */
  readonly isSingleThreaded: boolean;
}

/**
 * Partitions a graph so that nodes which may add several rows at the same index, as the gradient of an embedding does, are in
 * subgraphs of their own: ONNX Runtime 1.30 adds from all its threads at once without a lock, and loses some of the rows.
 *
 * @returns One subgraph for a graph without such nodes. Values that go from one subgraph to another are outputs of the
 *   first and inputs of the other, under their names.
 */
export function partition(graph: Graph): Subgraph[] {
  const levels = levelsOf(graph.nodes);
  const count = levels.reduce((most, level) => Math.max(most, level + 1), 1);
  const subgraphs = Array.from({ length: count }, (_, level) => {
    const nodes = graph.nodes.filter((__, i) => levels[i] === level);
    const later = graph.nodes.filter((__, i) => levels[i]! > level);
    return { graph: subgraph(graph, nodes, later), isSingleThreaded: level % 2 === 1 };
  });
  return subgraphs.filter(({ graph: { nodes } }) => nodes.length > 0);
}

/** The number of the subgraph of each node: nodes that add rows are in those with odd numbers. */
function levelsOf(nodes: readonly GraphNode[]): number[] {
  const levelOf = new Map<string, number>();
  const earliest = nodes.map((node) => {
    const after = Math.max(0, ...node.inputs.map((name) => levelOf.get(name) ?? 0));
    const level = after % 2 === (addsRows(node) ? 1 : 0) ? after : after + 1;
    for (const name of node.outputs) levelOf.set(name, level);
    return level;
  });
  return postponed(nodes, earliest, (name) => levelOf.has(name));
}

/**
 * The levels with nodes that make much of little, or that wait for nothing, as late as their results are needed, so that little
 * goes from one subgraph to the next.
 */
function postponed(
  nodes: readonly GraphNode[],
  earliest: readonly number[],
  isComputed: (name: string) => boolean,
): number[] {
  const levels = [...earliest];
  const neededAt = new Map<string, number>();
  for (const [i, node] of [...nodes.entries()].toReversed()) {
    const needed = Math.min(...node.outputs.map((name) => neededAt.get(name) ?? Infinity));
    const canWait = EXPANDING.has(node.op) || !node.inputs.some(isComputed);
    if (canWait && Number.isFinite(needed)) levels[i] = needed;
    for (const name of node.inputs) {
      neededAt.set(name, Math.min(neededAt.get(name) ?? Infinity, levels[i]!));
    }
  }
  return levels;
}

const EXPANDING: ReadonlySet<string> = new Set(["Expand", "Reshape"]);

function addsRows({ op, attributes: { reduction } }: GraphNode): boolean {
  return op === "ScatterND" && reduction?.kind === "string" && reduction.value === "add";
}

/** The graph of some of a graph's nodes, which gives what later ones need and what the whole gives. */
function subgraph(graph: Graph, nodes: readonly GraphNode[], later: readonly GraphNode[]): Graph {
  const computed = new Set(nodes.flatMap(({ outputs }) => outputs));
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const wanted = new Set([
    ...later.flatMap(({ inputs }) => inputs),
    ...graph.outputs.map(({ name }) => name),
  ]);
  const constants = graph.constants.filter(({ name }) => used.has(name));
  const known = new Set([...computed, ...constants.map(({ name }) => name)]);
  const valueOf = (name: string): Value => {
    return { name, ...graph.types.get(name)!, constant: undefined };
  };
  return {
    ...graph,
    nodes,
    constants,
    inputs: [...used].filter((name) => name !== "" && !known.has(name)).map(valueOf),
    outputs: [...computed].filter((name) => wanted.has(name)).map(valueOf),
  };
}
