import { compareText } from "@fairline/core";
import type { Instance, PlannedInput } from "./plan.ts";

/** What each name depends on. Names that are no keys are left out of account. */
export type Graph = ReadonlyMap<string, Iterable<string>>;

/** The outputs that an input is read from: none for a file, one, or those of a fan-in. */
export function sourcesOf({
  from,
}: PlannedInput): readonly { readonly id: string; readonly port: string }[] {
  switch (from.type) {
    case "file":
      return [];
    case "instance":
      return [from];
    case "fan-in":
      return from.members;
  }
}

/** The instances that an instance reads from, sorted. */
export function readsFrom({ inputs }: Pick<Instance, "inputs">): readonly string[] {
  return [...new Set(inputs.flatMap(sourcesOf).map(({ id }) => id))].sort();
}

/** The instances that an instance waits for, sorted: those it reads from and those it `needs`. */
export function upstreamOf({
  inputs,
  needs,
}: Pick<Instance, "inputs" | "needs">): readonly string[] {
  return [...new Set([...needs, ...readsFrom({ inputs })])].sort();
}

/** What each instance waits for, in the order of the instances. */
export function instanceGraph(instances: readonly Instance[]): Graph {
  return new Map(instances.map((instance) => [instance.id, upstreamOf(instance)]));
}

/** Every name that some names depend on, themselves included, as far as they are in the graph. */
export function closureOf(graph: Graph, names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const upstream = graph.get(name);
    if (upstream === undefined || found.has(name)) continue;
    found.add(name);
    open.push(...upstream);
  }
  return found;
}

/**
 * The longest way to each name from one that depends on nothing, whose level is 0.
 *
 * @param graph - In topological order.
 */
export function levelsOf(graph: Graph): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const [name, upstream] of graph) {
    let level = 0;
    for (const to of upstream) level = Math.max(level, (levels.get(to) ?? -1) + 1);
    levels.set(name, level);
  }
  return levels;
}

/**
 * The critical path from each name: the longest chain that waits for it, counted in names, itself included.
 *
 * @param graph - In topological order.
 */
export function heightsOf(graph: Graph): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const [name, upstream] of [...graph].toReversed()) {
    const height = heights.get(name) ?? 1;
    heights.set(name, height);
    for (const to of upstream) heights.set(to, Math.max(heights.get(to) ?? 1, height + 1));
  }
  return heights;
}

/** What {@link orderGraph} finds. */
export interface GraphOrder {
  /** Every name after all that it depends on, but for those in cycles; ties by name. */
  readonly order: readonly string[];
  /** Cycles without a name in common, each starting at its smallest name and going upstream. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Orders names so that each comes after what it depends on. Linear in names and edges but for sorting.
 */
export function orderGraph(graph: Graph): GraphOrder {
  const names = [...graph.keys()].sort(compareText);
  const edges = new Map(
    names.map((name) => [name, new Set([...graph.get(name)!].filter((to) => graph.has(to)))]),
  );
  const { waiting, dependents } = indexEdges(edges);
  const order: string[] = [];
  const cycles: (readonly string[])[] = [];
  const blocked = new Set(names);
  let ready = names.filter((name) => waiting.get(name) === 0);

  const release = (done: readonly string[]): string[] => {
    const next: string[] = [];
    for (const dependent of done.flatMap((name) => dependents.get(name) ?? [])) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, left);
      if (left === 0 && blocked.has(dependent)) next.push(dependent);
    }
    return next.sort(compareText);
  };

  for (;;) {
    while (ready.length > 0) {
      order.push(...ready);
      for (const name of ready) blocked.delete(name);
      ready = release(ready);
    }
    const [first] = blocked;
    if (first === undefined) return { order, cycles };
    const cycle = findCycle(first, edges, blocked);
    cycles.push(cycle);
    for (const name of cycle) blocked.delete(name);
    ready = release(cycle);
  }
}

function indexEdges(edges: ReadonlyMap<string, ReadonlySet<string>>): {
  readonly waiting: Map<string, number>;
  readonly dependents: ReadonlyMap<string, readonly string[]>;
} {
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const [name, upstream] of edges) {
    waiting.set(name, upstream.size);
    for (const to of upstream) {
      const list = dependents.get(to);
      if (list === undefined) dependents.set(to, [name]);
      else list.push(name);
    }
  }
  return { waiting, dependents };
}

/** Goes upstream among blocked names until one comes up again: each of them waits for another. */
function findCycle(
  start: string,
  edges: ReadonlyMap<string, ReadonlySet<string>>,
  blocked: ReadonlySet<string>,
): readonly string[] {
  const path: string[] = [];
  const position = new Map<string, number>();
  let at = start;
  while (!position.has(at)) {
    position.set(at, path.length);
    path.push(at);
    at = [...edges.get(at)!].filter((name) => blocked.has(name)).sort(compareText)[0]!;
  }
  const cycle = path.slice(position.get(at));
  const smallest = cycle.reduce((best, name, i) => (name < cycle[best]! ? i : best), 0);
  return [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
}
