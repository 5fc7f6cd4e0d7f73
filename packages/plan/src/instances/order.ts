import { compareText } from "@fairline/core";

/** What {@link orderGraph} finds. */
export interface GraphOrder {
  /** Every name after all that it depends on, but for those in cycles; ties by name. */
  readonly order: readonly string[];
  /** Cycles without a name in common, each starting at its smallest name and going upstream. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Orders names so that each comes after what it depends on. Linear in names and edges but for sorting.
 *
 * @param upstream - What each name depends on; names that are no keys are left out of account.
 */
export function orderGraph(upstream: ReadonlyMap<string, Iterable<string>>): GraphOrder {
  const names = [...upstream.keys()].sort(compareText);
  const edges = new Map(
    names.map((name) => [name, new Set([...upstream.get(name)!].filter((to) => upstream.has(to)))]),
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
