import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ActionRecord } from "../actions/record.ts";
import { amountOf, filesBelow, namesIn } from "./stats.ts";
import type { Amount } from "./stats.ts";
import type { Lease, LeaseHolder } from "../actions/leases.ts";
import { collectionLease } from "../local-store.ts";
import type { Stored } from "../objects/object-store.ts";
import { toldBy } from "../runs/references.ts";
import type { Store } from "../store.ts";

/** What a garbage collection keeps, and whether it removes anything. */
export interface CollectOptions {
  /** The results of so many of the newest runs are kept; 10 where it is not said. */
  readonly keepRuns?: number;
  /** Only counts, which is what happens where it is not said. */
  readonly dryRun?: boolean;
  /** Told of a process on another machine that is watched, up to a minute, to see whether it lives. */
  readonly onWait?: (holder: LeaseHolder) => void;
}

/** What a garbage collection removed, or would remove. */
export interface Collection {
  readonly dryRun: boolean;
  /** Ids of the runs, oldest first. */
  readonly runs: readonly string[];
  readonly actions: Amount;
  readonly objects: Amount;
  /** What killed runs left, and plans of pipelines that no kept run was of. */
  readonly temporary: Amount;
  /** The process whose run is under way, for which nothing was removed. */
  readonly heldBy: LeaseHolder | undefined;
}

/**
 * Removes from a store what the newest runs do not need. While any run is under way nothing is removed:
 * what that run has found in the store must stay.
 */
export async function cacheGc(store: Store, options: CollectOptions = {}): Promise<Collection> {
  const { keepRuns = 10, dryRun = true, onWait = () => undefined } = options;
  const lease = dryRun ? undefined : await takeCollection(store, onWait);
  try {
    const [session] = await store.sessions(dryRun ? undefined : onWait);
    const heldBy = session ?? holderOf(lease, dryRun, store);
    const found = findGarbage(store, keepRuns);
    const collection = {
      dryRun,
      runs: found.runs,
      actions: sizeOf(found.actions),
      objects: sizeOf(found.objects),
      temporary: total(found.temporary.map(amountOf)),
      heldBy,
    };
    if (!dryRun && heldBy === undefined) await remove(found, store);
    return collection;
  } finally {
    lease?.release();
  }
}

/** Takes the lease of a collection, also that of one which was killed elsewhere. */
async function takeCollection(
  store: Store,
  onWait: (holder: LeaseHolder) => void,
): Promise<Lease | undefined> {
  const lease = store.lease(collectionLease);
  if (lease !== undefined) return lease;
  const holder = await store.watchLease(collectionLease, onWait);
  return holder === undefined ? store.lease(collectionLease) : undefined;
}

function holderOf(
  lease: Lease | undefined,
  dryRun: boolean,
  store: Store,
): LeaseHolder | undefined {
  return lease === undefined && !dryRun ? store.leaseHolder(collectionLease) : undefined;
}

interface Garbage {
  readonly runs: readonly string[];
  /** Paths. */
  readonly actions: readonly string[];
  readonly objects: readonly string[];
  readonly trees: readonly string[];
  readonly temporary: readonly string[];
  /** Leases of processes that have died. */
  readonly leases: readonly string[];
}

function findGarbage(store: Store, keepRuns: number): Garbage {
  const { layout } = store;
  const runs = [...namesIn(layout.runs)].sort();
  const kept = keepRuns === 0 ? [] : runs.slice(-keepRuns);
  const reached = reachedBy(kept, store);
  const digestOf = (path: string): string => basename(dirname(path)) + basename(path);
  const trees = namesIn(layout.trees).flatMap((shard) =>
    namesIn(join(layout.trees, shard)).map((name) => join(layout.trees, shard, name)),
  );
  return {
    runs: runs.slice(0, runs.length - kept.length),
    actions: namesIn(layout.actions)
      .filter((name) => !reached.keys.has(basename(name, ".json")))
      .map((name) => join(layout.actions, name)),
    objects: filesBelow(layout.objects).filter((path) => !reached.digests.has(digestOf(path))),
    trees: trees.filter((path) => !reached.digests.has(digestOf(path))),
    temporary: [
      ...namesIn(layout.temporary)
        .map((name) => join(layout.temporary, name))
        .filter((path) => !isLeaseInUse(path)),
      ...namesIn(layout.plans)
        .map((name) => join(layout.plans, name))
        .filter((path) => !reached.plans.has(path)),
    ],
    leases: namesIn(layout.leases)
      .filter((name) => store.leaseHolder(basename(name, ".json")) === undefined)
      .map((name) => join(layout.leases, name)),
  };
}

/** The file behind a process's leases has a further name for each that it holds. */
function isLeaseInUse(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.nlink > 1;
}

interface Reached {
  /** Paths. */
  readonly plans: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
  readonly digests: ReadonlySet<string>;
}

function reachedBy(runs: readonly string[], store: Store): Reached {
  const keys = new Set<string>();
  const digests = new Set<string>();
  const plans = new Set<string>();
  const reach = (stored: Stored): void => {
    if (digests.has(stored.digest)) return;
    for (const digest of store.members(stored)) digests.add(digest);
  };
  for (const run of runs) {
    const told = toldBy(run, store);
    for (const output of told.outputs) reach(output);
    for (const key of told.keys) keys.add(key);
    if (told.pipeline !== undefined) plans.add(store.layout.plan(told.pipeline));
  }
  for (const key of keys) {
    const record = store.recordOf(key);
    if (record !== undefined) for (const stored of artifactsOf(record)) reach(stored);
  }
  return { plans, keys, digests };
}

function artifactsOf({ outputs, log }: ActionRecord): readonly Stored[] {
  const own = Object.values(outputs);
  return log === null ? own : [...own, { digest: log, form: "file" }];
}

/** Actions go before their objects, so that no action is ever without them. */
async function remove(garbage: Garbage, store: Store): Promise<void> {
  const { disk, layout } = store;
  for (const path of garbage.actions) disk.unlink(path);
  const { trees, temporary, leases } = garbage;
  for (const path of [...trees, ...temporary, ...leases]) await disk.remove(path);
  for (const path of garbage.objects) disk.unlink(path);
  for (const run of garbage.runs) await disk.remove(layout.run(run));
  await store.save({ prune: true });
}

function sizeOf(paths: readonly string[]): Amount {
  const bytes = paths.map((path) => lstatSync(path, { throwIfNoEntry: false })?.size ?? 0);
  return { count: paths.length, bytes: bytes.reduce((sum, size) => sum + size, 0) };
}

function total(amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (sum, { count, bytes }) => ({ count: sum.count + count, bytes: sum.bytes + bytes }),
    { count: 0, bytes: 0 },
  );
}
