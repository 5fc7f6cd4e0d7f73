import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve as absolutePath } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { differingPorts, readAction, serialiseAction } from "./actions/record.ts";
import type { ActionRecord } from "./actions/record.ts";
import { errorCode, isLinkRefusal, isUnwritable, realDisk, storeError } from "./disk.ts";
import type { Disk } from "./disk.ts";
import { layoutOf } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { Leases } from "./actions/leases.ts";
import type { Lease, LeaseHolder, LeaseOptions } from "./actions/leases.ts";
import { ObjectStore } from "./objects/object-store.ts";
import type { Stored } from "./objects/object-store.ts";
import { digestOfPath } from "./objects/path-digest.ts";
import { prepareStore } from "./upkeep/format.ts";
import { StatCache } from "./objects/stat-cache.ts";
import type { Attempt, Lookup, Publication, Store } from "./store.ts";

/** The lease of a garbage collection. */
export const collectionLease = "collection";
const collectionPollMs = 50;

/** Leases and directories of runs that are under way begin with this. */
const sessionPrefix = "session-";

/** What a test may replace in a store. */
export interface StoreOptions extends LeaseOptions {
  readonly disk?: Disk;
}

/**
 * Opens the store in a directory, and makes it where there is none.
 *
 * @throws FairlineError `STORE_INCOMPATIBLE` for a store of a newer version, `STORE_UNWRITABLE` where there
 *   is none and none can be made.
 */
export function openStore(directory: string, options: StoreOptions = {}): Promise<Store> {
  return new Promise((resolve) => {
    const layout = layoutOf(absolutePath(directory));
    const disk = options.disk ?? realDisk;
    prepareStore(layout, disk);
    resolve(new LocalStore(layout, disk, options));
  });
}

/** A store in a directory of this machine, or of a file system it shares with others. */
class LocalStore implements Store {
  readonly directory: string;
  readonly layout: Layout;
  readonly disk: Disk;
  readonly #cache: StatCache;
  readonly #objects: ObjectStore;
  readonly #leases: Leases;
  /** Names the lease of this process's runs, and the directory of their attempts. */
  readonly #session: string;
  #sessionLease: Lease | undefined;
  #sessions = 0;
  #attempts = 0;
  readonly #removals = new Set<Promise<void>>();

  constructor(layout: Layout, disk: Disk, options: StoreOptions) {
    this.directory = layout.directory;
    this.layout = layout;
    this.disk = disk;
    this.#cache = StatCache.load(layout.statCache);
    this.#objects = new ObjectStore(layout, disk, this.#cache);
    this.#leases = new Leases(layout, disk, options);
    this.#session = `${sessionPrefix}${randomBytes(8).toString("hex")}`;
  }

  async lookup(key: string, { drop = true } = {}): Promise<Lookup> {
    const path = this.layout.action(key);
    const read = readAction(path, key);
    if (read.state === "missing") return { state: "miss" };
    if (read.state === "garbled") {
      if (drop) await this.#drop(path, []);
      const what = `the record of action ${key.slice(0, 12)} cannot be read`;
      return { state: "damaged", what, record: undefined };
    }
    const { record } = read;
    for (const [port, output] of Object.entries(record.outputs)) {
      const damage = await this.#objects.damageOf(output);
      if (damage === undefined) continue;
      if (drop) await this.#drop(path, Object.values(record.outputs));
      return {
        state: "damaged",
        what: `${damage}: output "${port}" of ${record.instance}`,
        record,
      };
    }
    return { state: "hit", record };
  }

  recordOf(key: string): ActionRecord | undefined {
    const read = readAction(this.layout.action(key), key);
    return read.state === "found" ? read.record : undefined;
  }

  insert(path: string): Promise<Stored> {
    return this.#writing(() => this.#objects.insert(path));
  }

  open(stored: Stored): Promise<string> {
    return this.#writing(() => this.#objects.open(stored));
  }

  publish(record: ActionRecord, { replace = false } = {}): Promise<Publication> {
    return this.#writing(async () => {
      const path = this.layout.action(record.key);
      const draft = this.layout.draft("action");
      this.disk.writeSmall(draft, serialiseAction(record));
      await this.disk.sync(draft);
      if (this.#linkFirst(draft, path)) {
        this.disk.unlink(draft);
        return { state: "published", record };
      }
      const existing = await this.lookup(record.key);
      if (existing.state !== "hit") {
        this.disk.rename(draft, path);
        return { state: "published", record };
      }
      const differing = differingPorts(existing.record, record);
      const wins = replace && differing.length > 0;
      if (wins) this.disk.rename(draft, path);
      else this.disk.unlink(draft);
      return { state: "existed", record: wins ? record : existing.record, differing };
    });
  }

  digestOf(path: string): Promise<string> {
    return this.#cache.digest(path);
  }

  digestOfPath(path: string): Promise<Stored> {
    return digestOfPath(path, (file) => this.digestOf(file));
  }

  lease(name: string): Lease | undefined {
    try {
      return this.#leases.take(name);
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  async sessions(onWait?: (holder: LeaseHolder) => void): Promise<readonly LeaseHolder[]> {
    const names = this.#leases.live().filter((name) => name.startsWith(sessionPrefix));
    const holders =
      onWait === undefined
        ? names.map((name) => this.leaseHolder(name))
        : await Promise.all(names.map((name) => this.watchLease(name, onWait)));
    return holders.filter((holder) => holder !== undefined);
  }

  watchLease(
    name: string,
    onWait: (holder: LeaseHolder) => void,
  ): Promise<LeaseHolder | undefined> {
    return this.#leases.watch(name, onWait);
  }

  members(stored: Stored): readonly string[] {
    return this.#objects.members(stored);
  }

  leaseHolder(name: string): LeaseHolder | undefined {
    return this.#leases.holder(name);
  }

  attempt(): Attempt {
    const session = join(this.layout.temporary, this.#session);
    if (this.#attempts === 0) this.#makeDirectory(session);
    this.#attempts += 1;
    const stem = join(session, String(this.#attempts));
    const used = new Set<string>();
    const { disk } = this;
    return {
      path: (name) => {
        const path = `${stem}-${name}`;
        used.add(path);
        return path;
      },
      get directory() {
        if (!used.has(stem)) disk.makeDirectory(stem);
        used.add(stem);
        return stem;
      },
      remove: () => {
        for (const path of used) if (existsSync(path)) this.#remove(path);
      },
    };
  }

  async begin(): Promise<void> {
    this.#sessions += 1;
    try {
      this.#sessionLease ??= this.#leases.take(this.#session);
      this.#sweep();
    } catch (error) {
      // Nothing can be collected in a store that cannot be written.
      if (errorCode(error) === undefined) throw error;
    }
    // A collection that saw no run before this one said that it is there must end first.
    while (this.leaseHolder(collectionLease) !== undefined) await delay(collectionPollMs);
  }

  async end(): Promise<void> {
    this.#sessions -= 1;
    if (this.#sessions === 0) {
      if (this.#attempts > 0) this.#remove(join(this.layout.temporary, this.#session));
      this.#attempts = 0;
      await Promise.all(this.#removals);
      this.#sessionLease?.release();
      this.#sessionLease = undefined;
    }
    await this.save();
  }

  async save({ prune = false } = {}): Promise<void> {
    if (!this.#cache.isChanged && !prune) return;
    const text = this.#cache.serialise(this.layout.statCache, prune);
    const draft = this.layout.draft("stat-cache");
    try {
      await this.disk.write(draft, text);
      this.disk.rename(draft, this.layout.statCache);
    } catch (error) {
      // Without it the next run reads more; nothing is lost.
      if (errorCode(error) === undefined) throw error;
    }
  }

  #makeDirectory(path: string): void {
    try {
      this.disk.makeDirectory(path);
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }

  /** Removes what runs left behind that were killed. */
  #sweep(): void {
    for (const name of readdirSync(this.layout.temporary)) {
      if (!name.startsWith(sessionPrefix) || this.leaseHolder(name) !== undefined) continue;
      this.#remove(join(this.layout.temporary, name));
      this.#remove(this.layout.lease(name));
    }
  }

  /** Removes without waiting: freeing blocks can take a file system many milliseconds. */
  #remove(path: string): void {
    const removal = this.disk
      .remove(path)
      // What cannot be removed now is swept by a later run.
      .catch(() => undefined)
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }

  /** Gives a draft a second name, if it is free. */
  #linkFirst(draft: string, path: string): boolean {
    try {
      this.disk.link(draft, path);
      return true;
    } catch (error) {
      if (errorCode(error) === "EEXIST") return false;
      if (!isLinkRefusal(error)) throw error;
    }
    // A file system without links: a copy that must not exist yet. Half of one fails its own check.
    try {
      this.disk.copySmall(draft, path);
      return true;
    } catch (error) {
      if (errorCode(error) === "EEXIST") return false;
      throw error;
    }
  }

  async #drop(actionPath: string, outputs: readonly Stored[]): Promise<void> {
    try {
      if (existsSync(actionPath)) this.disk.unlink(actionPath);
      for (const output of outputs) await this.#objects.drop(output);
    } catch (error) {
      // In a read-only store what is damaged stays, and is not used; another process may have been quicker.
      if (!isUnwritable(error) && errorCode(error) !== "ENOENT") throw error;
    }
  }

  async #writing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeError(error, this.directory);
    }
  }
}
