import { Graph, layout } from "@dagrejs/dagre";

/** A box to place. */
export interface GraphNode {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Names of the nodes that arrows come from; each is one of the nodes. */
  readonly inputs: readonly string[];
}

/** A place in the drawing, y downwards. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where everything goes. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** The middles of the nodes, in their order. */
  readonly middles: readonly Spot[];
  /** The points of every arrow, its ends included. */
  readonly arrows: readonly (readonly Spot[])[];
}

/** Places a directed acyclic graph in layers from left to right, with few crossings. The same graph is placed alike each time. */
export function layoutGraph(nodes: readonly GraphNode[]): GraphLayout {
  const graph = new LayeredGraph();
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 30, marginx: 4, marginy: 6 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name, width, height, inputs } of nodes) {
    graph.setNode(name, { width, height });
    for (const input of inputs) graph.setEdge(input, name);
  }
  layoutInPlace(graph);
  const { width, height } = graph.graph();
  return {
    width,
    height,
    middles: nodes.map(({ name }) => graph.node(name)),
    arrows: graph.edges().map((edge) => graph.edge(edge).points),
  };
}

/** The part of dagre's graph that is used. */
interface DagreGraph {
  setGraph(label: Readonly<Record<string, string | number>>): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(name: string, label: { readonly width: number; readonly height: number }): void;
  setEdge(from: string, to: string): void;
  graph(): { readonly width: number; readonly height: number };
  node(name: string): Spot;
  edges(): readonly object[];
  edge(edge: object): { readonly points: readonly Spot[] };
}

// dagre's own declarations import one another without file extensions, which Node's resolution does not follow, so that
// its exports have no type; these are what its documentation says, and the tests of this file hold it to them.
const LayeredGraph = Graph as unknown as new () => DagreGraph;
const layoutInPlace = layout as unknown as (graph: DagreGraph) => void;
