import type { Instance } from "@fairline/plan";
import { upstreamOf } from "./graph.ts";

/** How many instances are looked at at once; running is bounded elsewhere. */
const lanes = 8;
/** The event loop gets a turn this often, so that a long walk over known results can be interrupted. */
const sliceMs = 15;

/** Instances to visit, and which of those that are ready comes first. */
export interface Walk {
  /** In topological order. */
  readonly instances: readonly Instance[];
  /** A whole number from 1; greater comes first, then the order of the instances. */
  readonly priorityOf: (id: string) => number;
}

/**
 * Visits every instance once everything that it waits for has been visited.
 *
 * `visit` gives a promise for the whole visit, or, once an instance needs to wait for the machine, a promise
 * wrapped in `{ later }`, upon which the lane goes on to the next instance. Where it throws, the walk ends
 * with that error.
 */
export async function walk(
  { instances, priorityOf }: Walk,
  visit: (instance: Instance) => Promise<{ readonly later: Promise<void> } | undefined>,
): Promise<void> {
  const graph = graphOf(instances, priorityOf);
  let left = instances.length;
  let wake: (() => void) | undefined;
  let woken = Promise.resolve();
  const sleep = (): Promise<void> => {
    if (wake === undefined) woken = new Promise((resolve) => (wake = resolve));
    return woken;
  };
  const wakeAll = (): void => {
    wake?.();
    wake = undefined;
  };
  const done = (instance: Instance): void => {
    left -= 1;
    graph.release(instance.id);
    wakeAll();
  };
  const broken: unknown[] = [];
  const abandon = (error: unknown): void => {
    broken.push(error);
    left = 0;
    wakeAll();
  };
  const turn = turnTaker();
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const instance = graph.next();
      if (instance === undefined) {
        await sleep();
        continue;
      }
      await turn();
      const visited = await visit(instance);
      if (visited === undefined) done(instance);
      else
        visited.later.then(() => {
          done(instance);
        }, abandon);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, left) }, lane));
  if (broken.length > 0) throw broken[0];
}

interface Graph {
  /** The next instance that waits for nothing. */
  next(): Instance | undefined;
  /** Says that an instance has been visited. */
  release(id: string): void;
}

function graphOf(instances: readonly Instance[], priorityOf: (id: string) => number): Graph {
  const present = new Set(instances.map(({ id }) => id));
  const waitingFor = new Map<string, number>();
  const dependents = new Map<string, Instance[]>();
  const ready = new ReadyList();
  for (const instance of instances) {
    const above = upstreamOf(instance).filter((id) => present.has(id));
    if (above.length === 0) ready.add(instance, priorityOf(instance.id));
    waitingFor.set(instance.id, above.length);
    for (const id of above) {
      const list = dependents.get(id);
      if (list === undefined) dependents.set(id, [instance]);
      else list.push(instance);
    }
  }
  return {
    next: () => ready.take(),
    release: (id) => {
      for (const dependent of dependents.get(id) ?? []) {
        const count = (waitingFor.get(dependent.id) ?? 0) - 1;
        waitingFor.set(dependent.id, count);
        if (count === 0) ready.add(dependent, priorityOf(dependent.id));
      }
    },
  };
}

/** First come, first served within each priority, the greatest first; constant time. */
class ReadyList {
  readonly #levels: { readonly items: Instance[]; head: number }[] = [];

  add(instance: Instance, priority: number): void {
    while (this.#levels.length <= priority) this.#levels.push({ items: [], head: 0 });
    this.#levels[priority]!.items.push(instance);
  }

  take(): Instance | undefined {
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      const instance = level.items[level.head];
      level.head += 1;
      if (instance !== undefined) return instance;
      this.#levels.pop();
    }
    return undefined;
  }
}

function turnTaker(): () => Promise<void> | undefined {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < sliceMs) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        begun = performance.now();
        resolve();
      });
    });
  };
}
