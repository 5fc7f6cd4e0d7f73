import type { Graph, GraphNode, Value } from "./graph.ts";

/** A part of a graph that runs as a program of its own, after those before it. */
export interface Stage {
  readonly graph: Graph;
  /** Whether it has to run on one thread. */
  readonly isSingle: boolean;
}

/**
 * Cuts a graph so that what adds several rows to the same place, as the gradient of an embedding does, stands by itself:
 * ONNX Runtime 1.30 does so from all its threads at once without a lock, and loses some of the rows.
 *
 * @returns One stage for a graph that adds nothing so. Values that go from one stage to another are outputs of the
 *   first and inputs of the other, under their names.
 */
export function stagesOf(graph: Graph): Stage[] {
  const places = placed(graph.nodes);
  const count = places.reduce((most, stage) => Math.max(most, stage + 1), 1);
  const stages = Array.from({ length: count }, (_, stage) => {
    const nodes = graph.nodes.filter((__, i) => places[i] === stage);
    const later = graph.nodes.filter((__, i) => places[i]! > stage);
    return { graph: part(graph, nodes, later), isSingle: stage % 2 === 1 };
  });
  return stages.filter((stage) => stage.graph.nodes.length > 0);
}

/** The stage of every node: odd ones add rows to places. */
function placed(nodes: readonly GraphNode[]): number[] {
  const stages = new Map<string, number>();
  const places = nodes.map((node) => {
    const after = Math.max(0, ...node.inputs.map((name) => stages.get(name) ?? 0));
    const stage = after % 2 === (addsInPlace(node) ? 1 : 0) ? after : after + 1;
    for (const name of node.outputs) stages.set(name, stage);
    return stage;
  });
  // What makes much of little, or waits for nothing, is done where it is needed, so that little goes from stage to stage.
  const needed = new Map<string, number>();
  for (const [i, node] of [...nodes.entries()].toReversed()) {
    const users = node.outputs.map((name) => needed.get(name) ?? Infinity);
    const first = Math.min(...users);
    const canWait = SPREADING.has(node.op) || !node.inputs.some((name) => stages.has(name));
    if (canWait && Number.isFinite(first)) places[i] = first;
    for (const name of node.inputs) {
      needed.set(name, Math.min(needed.get(name) ?? Infinity, places[i]!));
    }
  }
  return places;
}

const SPREADING: ReadonlySet<string> = new Set(["Expand", "Reshape"]);

function addsInPlace({ op, attributes: { reduction } }: GraphNode): boolean {
  return op === "ScatterND" && reduction?.kind === "string" && reduction.value === "add";
}

/** The graph of some of a graph's nodes, which gives what later ones need and what the whole gives. */
function part(graph: Graph, nodes: readonly GraphNode[], later: readonly GraphNode[]): Graph {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const wanted = new Set([
    ...later.flatMap(({ inputs }) => inputs),
    ...graph.outputs.map(({ name }) => name),
  ]);
  const constants = graph.constants.filter(({ name }) => used.has(name));
  const fixed = new Set(constants.map(({ name }) => name));
  const valueOf = (name: string): Value => {
    return { name, ...graph.types.get(name)!, constant: undefined };
  };
  return {
    ...graph,
    nodes,
    constants,
    inputs: [...used]
      .filter((name) => name !== "" && !made.has(name) && !fixed.has(name))
      .map(valueOf),
    outputs: [...made].filter((name) => wanted.has(name)).map(valueOf),
  };
}
