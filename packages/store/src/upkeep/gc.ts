import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FairlineError } from "@fairline/core";
import type { ActionRecord } from "../actions/record.ts";
import type { Lease, LeaseHolder } from "../actions/leases.ts";
import { isDiskFull } from "../disk.ts";
import { amountOf, amountOfFiles, filesBelow, namesIn } from "../listing.ts";
import type { Amount } from "../listing.ts";
import { collectionLease } from "../local-store.ts";
import type { LocalStore } from "../local-store.ts";
import type { Content } from "../objects/trees.ts";
import { referencesOf } from "../runs/references.ts";

/** What a garbage collection keeps, and whether it removes anything. */
export interface CollectOptions {
  /** The results of so many of the newest runs are kept; 10 where it is not said. */
  readonly keepRuns?: number;
  /** Only counts, which is what happens where it is not said. */
  readonly dryRun?: boolean;
  /** Called with a process on another machine that is watched, up to a minute, to see whether it lives. */
  readonly onWait?: (holder: LeaseHolder) => void;
}

/** What a garbage collection removed, or would remove. */
export interface Collection {
  readonly dryRun: boolean;
  /** Ids of the runs, oldest first. */
  readonly runs: readonly string[];
  readonly actions: Amount;
  readonly objects: Amount;
  /** What killed runs left, checkpoints too, and plans of pipelines that no kept run was of. */
  readonly temporary: Amount;
  /** The process whose run is under way, for which nothing was removed. */
  readonly heldBy: LeaseHolder | undefined;
}

/**
 * Removes from a store what the newest runs do not need. While any run is under way nothing is removed:
 * what that run has found in the store must stay.
 */
export async function cacheGc(
  store: LocalStore,
  options: CollectOptions = {},
): Promise<Collection> {
  const { keepRuns = 10, dryRun = true, onWait = () => undefined } = options;
  const { lease, freed } = dryRun
    ? noLease
    : await takeCollectionWithRoom(store, { keepRuns, onWait });
  try {
    const [atWork] = await store.processesAtWork(dryRun ? undefined : onWait);
    const isRefused = lease === undefined && !dryRun;
    const heldBy = atWork ?? (isRefused ? await store.leaseHolder(collectionLease) : undefined);
    const found = await findGarbage(store, keepRuns);
    const collection = { dryRun, ...(freed ?? amountsOf(found)), heldBy };
    if (!dryRun && heldBy === undefined) await remove(found, store);
    return collection;
  } finally {
    lease?.release();
  }
}

type Amounts = Pick<Collection, "runs" | "actions" | "objects" | "temporary">;

function amountsOf({ runs, actions, objects, temporary }: Garbage): Amounts {
  return {
    runs,
    actions: amountOfFiles(actions),
    objects: amountOfFiles(objects),
    temporary: amountOf(...temporary),
  };
}

/** The lease of a collection, and, where there was no room for it, all that was there to remove before some of it was. */
interface TakenCollection {
  readonly lease: Lease | undefined;
  readonly freed: Amounts | undefined;
}

const noLease: TakenCollection = { lease: undefined, freed: undefined };

/** Bytes that are freed before the lease is tried again where the disk had no room for it. */
const roomBytes = 256 * 1024;

/**
 * {@link takeCollection}, also on a full disk: some of what would be removed anyway goes first, without a lease, where no run is
 * under way. A run that begins just then may find that a result is gone, and say so; it can never take a wrong one.
 */
async function takeCollectionWithRoom(
  store: LocalStore,
  { keepRuns, onWait }: Required<Pick<CollectOptions, "keepRuns" | "onWait">>,
): Promise<TakenCollection> {
  try {
    return { lease: await takeCollection(store, onWait), freed: undefined };
  } catch (error) {
    if (!(error instanceof FairlineError) || !isDiskFull(error.cause)) throw error;
    const [atWork] = await store.processesAtWork(onWait);
    if (atWork !== undefined) return noLease;
    const garbage = await findGarbage(store, keepRuns);
    const freed = amountsOf(garbage);
    await remove(someOf(garbage), store);
    return { lease: await takeCollection(store, onWait), freed };
  }
}

/** The first of everything, up to {@link roomBytes} of objects. */
function someOf(garbage: Garbage): Garbage {
  let bytes = 0;
  const objects = garbage.objects.filter((path) => {
    const isTaken = bytes < roomBytes;
    if (isTaken) bytes += amountOfFiles([path]).bytes;
    return isTaken;
  });
  return { ...garbage, objects };
}

/** Takes the lease of a collection, also that of one which was killed elsewhere. */
async function takeCollection(
  store: LocalStore,
  onWait: (holder: LeaseHolder) => void,
): Promise<Lease | undefined> {
  const lease = await store.lease(collectionLease);
  if (lease !== undefined) return lease;
  const holder = await store.leases.watch(collectionLease, onWait);
  return holder === undefined ? await store.lease(collectionLease) : undefined;
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

async function findGarbage(store: LocalStore, keepRuns: number): Promise<Garbage> {
  const { layout } = store;
  const runs = (await store.runs.ids()).toReversed();
  const kept = keepRuns === 0 ? [] : runs.slice(-keepRuns);
  const reached = await reachedBy(kept, store);
  const isUnreached = (path: string): boolean =>
    !reached.digests.has(basename(dirname(path)) + basename(path));
  const leases: string[] = [];
  for (const path of pathsIn(layout.leases)) {
    const holder = await store.leaseHolder(basename(path, ".json"));
    if (holder === undefined) leases.push(path);
  }
  return {
    runs: runs.slice(0, runs.length - kept.length),
    actions: pathsIn(layout.actions).filter((path) => !reached.keys.has(basename(path, ".json"))),
    objects: filesBelow(layout.objects).filter(isUnreached),
    trees: pathsIn(layout.trees).flatMap(pathsIn).filter(isUnreached),
    temporary: [
      ...pathsIn(layout.temporary).filter((path) => !isLeaseInUse(path)),
      // No run is under way that could go on from them.
      ...pathsIn(layout.checkpoints),
      ...pathsIn(layout.plans).filter((path) => !reached.plans.has(path)),
    ],
    leases,
  };
}

function pathsIn(directory: string): readonly string[] {
  return namesIn(directory).map((name) => join(directory, name));
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

async function reachedBy(runs: readonly string[], store: LocalStore): Promise<Reached> {
  const { layout } = store;
  const keys = new Set<string>();
  const digests = new Set<string>();
  const plans = new Set<string>();
  const reach = (content: Content): void => {
    if (digests.has(content.digest)) return;
    for (const digest of store.objects.members(content)) digests.add(digest);
  };
  for (const run of runs) {
    const used = await referencesOf(run, store.runs);
    for (const output of used.outputs) reach(output);
    for (const key of used.keys) keys.add(key);
    if (used.pipeline !== undefined) plans.add(layout.ofPipeline(layout.plans, used.pipeline));
  }
  for (const key of keys) {
    const record = await store.recordOf(key);
    if (record !== undefined) for (const content of artifactsOf(record)) reach(content);
  }
  return { plans, keys, digests };
}

function artifactsOf({ outputs, log }: ActionRecord): readonly Content[] {
  const own = Object.values(outputs);
  return log === null ? own : [...own, { digest: log, form: "file" }];
}

/** Actions go before their objects, so that no action is ever without them. */
async function remove(garbage: Garbage, store: LocalStore): Promise<void> {
  const { disk, layout } = store;
  for (const path of garbage.actions) await disk.remove(path);
  const { trees, temporary, leases } = garbage;
  for (const path of [...trees, ...temporary, ...leases]) await disk.remove(path);
  for (const path of garbage.objects) disk.unlink(path);
  for (const run of garbage.runs) await disk.remove(layout.run(run));
  await store.save({ prune: true });
}
