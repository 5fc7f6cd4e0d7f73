import type { Instance } from "@fairline/plan";
import { upstreamOf } from "@fairline/plan/graph";

/** How many instances are looked at at once; running is bounded elsewhere. */
const visitsAtOnce = 8;
/** The event loop goes round this often, so that a long walk over known results can be interrupted. */
const yieldMs = 15;

/** Instances to visit, and which of those that are ready comes first. */
export interface Walk {
  /** In topological order. */
  readonly instances: readonly Instance[];
  /** A whole number from 1; greater comes first, then the order of the instances. */
  readonly priorityOf: (id: string) => number;
}

/** What waits for the machine, until it is done; in an object, since a promise of a promise is that promise. */
export interface Queued {
  readonly queued: Promise<void>;
}

/**
 * Visits every instance once everything that it waits for has been visited.
 *
 * `visit` gives undefined when an instance is done, or what of it is {@link Queued}, upon which the worker goes on to the
 * next instance. Where it throws, the walk ends with that error.
 */
export async function walk(
  order: Walk,
  visit: (instance: Instance) => Promise<Queued | undefined>,
): Promise<void> {
  const ready = new ReadyInstances(order);
  let left = order.instances.length;
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
    ready.release(instance.id);
    wakeAll();
  };
  const broken: unknown[] = [];
  const abandon = (error: unknown): void => {
    broken.push(error);
    left = 0;
    wakeAll();
  };
  const yieldNow = yieldRegularly();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      const instance = ready.take();
      if (instance === undefined) {
        await sleep();
        continue;
      }
      await yieldNow();
      const visited = await visit(instance);
      if (visited === undefined) done(instance);
      else
        visited.queued.then(() => {
          done(instance);
        }, abandon);
    }
  };
  await Promise.all(Array.from({ length: Math.min(visitsAtOnce, left) }, worker));
  if (broken.length > 0) throw broken[0];
}

/** The instances that wait for nothing any more: the greatest priority first, then first come. Constant time. */
class ReadyInstances {
  readonly #priorityOf: Walk["priorityOf"];
  readonly #waitingFor = new Map<string, number>();
  readonly #dependents = new Map<string, Instance[]>();
  readonly #levels: { readonly items: Instance[]; head: number }[] = [];

  constructor({ instances, priorityOf }: Walk) {
    this.#priorityOf = priorityOf;
    const present = new Set(instances.map(({ id }) => id));
    for (const instance of instances) {
      const above = upstreamOf(instance).filter((id) => present.has(id));
      this.#waitingFor.set(instance.id, above.length);
      if (above.length === 0) this.#add(instance);
      for (const id of above) {
        const list = this.#dependents.get(id);
        if (list === undefined) this.#dependents.set(id, [instance]);
        else list.push(instance);
      }
    }
  }

  /** The next one, which is then no longer among them. */
  take(): Instance | undefined {
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      const instance = level.items[level.head];
      level.head += 1;
      if (instance !== undefined) return instance;
      this.#levels.pop();
    }
    return undefined;
  }

  /** Says that an instance has been visited. */
  release(id: string): void {
    for (const dependent of this.#dependents.get(id) ?? []) {
      const count = (this.#waitingFor.get(dependent.id) ?? 0) - 1;
      this.#waitingFor.set(dependent.id, count);
      if (count === 0) this.#add(dependent);
    }
  }

  #add(instance: Instance): void {
    const priority = this.#priorityOf(instance.id);
    while (this.#levels.length <= priority) this.#levels.push({ items: [], head: 0 });
    this.#levels[priority]!.items.push(instance);
  }
}

/** Gives what to wait for between two visits: nothing, or now and then the event loop. */
function yieldRegularly(): () => Promise<void> | undefined {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < yieldMs) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        begun = performance.now();
        resolve();
      });
    });
  };
}
