import { amountOf, namesIn } from "../listing.ts";
import type { Amount } from "../listing.ts";
import type { LocalStore } from "../local-store.ts";

/** What a store holds. */
export interface CacheStats {
  readonly directory: string;
  readonly objects: Amount;
  readonly actions: Amount;
  readonly runs: Amount;
  /** Left by attempts that are under way, or were killed. */
  readonly temporary: Amount;
}

/** Counts what a store holds. Directories are made of links to objects, and take no space of their own. */
export function cacheStats({ layout }: LocalStore): CacheStats {
  const { directory, objects, actions, runs, temporary } = layout;
  return {
    directory,
    objects: amountOf(objects),
    actions: amountOf(actions),
    runs: { count: namesIn(runs).length, bytes: amountOf(runs).bytes },
    temporary: amountOf(temporary),
  };
}
