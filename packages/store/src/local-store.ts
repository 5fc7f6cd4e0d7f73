import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve as absolutePath } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Attempts } from "./actions/attempts.ts";
import type { Attempt } from "./actions/attempts.ts";
import { Leases } from "./actions/leases.ts";
import type { Lease, LeaseHolder, LeaseOptions } from "./actions/leases.ts";
import { differingPorts, readAction } from "./actions/record.ts";
import type { ActionRecord } from "./actions/record.ts";
import { withDigest } from "./checked-file.ts";
import {
  errorCode,
  ignoreSystemErrors,
  isUnwritable,
  linkIfFree,
  realDisk,
  storeError,
} from "./disk.ts";
import type { Disk } from "./disk.ts";
import { layoutOf } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { namesIn } from "./listing.ts";
import { ObjectStore } from "./objects/object-store.ts";
import { StatCache } from "./objects/stat-cache.ts";
import { contentOf } from "./objects/trees.ts";
import type { Content } from "./objects/trees.ts";
import { pipelineTexts } from "./pipeline-texts.ts";
import type { PipelineTexts } from "./pipeline-texts.ts";
import { LocalRunFiles } from "./runs/run-files.ts";
import type { Commit, CommitOptions, Lookup, Store } from "./store.ts";
import { prepareStore } from "./upkeep/format.ts";

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
 * @throws FairlineError `STORE_INCOMPATIBLE` for a store of another version, `STORE_UNWRITABLE` where there
 *   is none and none can be made.
 */
export async function openStore(
  directory: string,
  options: StoreOptions = {},
): Promise<LocalStore> {
  const layout = layoutOf(absolutePath(directory));
  const disk = options.disk ?? realDisk;
  await prepareStore({ layout, disk });
  return new LocalStore(layout, disk, options);
}

/** A store in a directory of this machine, or of a file system it shares with others. */
export class LocalStore implements Store {
  readonly directory: string;
  readonly layout: Layout;
  readonly disk: Disk;
  readonly runs: LocalRunFiles;
  readonly plans: PipelineTexts;
  readonly history: PipelineTexts;
  readonly objects: ObjectStore;
  readonly leases: Leases;
  readonly #statCache: StatCache;
  /** Names the lease of this process's runs, and the directory of their attempts. */
  readonly #session: string = `${sessionPrefix}${randomBytes(8).toString("hex")}`;
  readonly #attempts: Attempts;
  #sessionLease: Lease | undefined;
  #runsUnderWay = 0;

  constructor(layout: Layout, disk: Disk, options: LeaseOptions) {
    this.directory = layout.directory;
    this.layout = layout;
    this.disk = disk;
    this.runs = new LocalRunFiles(this);
    this.plans = pipelineTexts(this, "plans");
    this.history = pipelineTexts(this, "history");
    this.#statCache = StatCache.load(layout.statCache);
    this.objects = new ObjectStore(layout, disk, this.#statCache);
    this.leases = new Leases(layout, disk, options);
    this.#attempts = new Attempts(this, this.#session);
  }

  async lookup(key: string, { drop = true }: { readonly drop?: boolean } = {}): Promise<Lookup> {
    const path = this.layout.action(key);
    const read = readAction(path, key);
    if (read.state === "missing") return { state: "miss" };
    if (read.state === "corrupt") {
      if (drop) await this.#drop(path, []);
      const damage = `the record of action ${key.slice(0, 12)} cannot be read`;
      return { state: "damaged", damage, record: undefined };
    }
    const { record } = read;
    for (const [port, output] of Object.entries(record.outputs)) {
      const found = await this.objects.damageOf(output);
      if (found === undefined) continue;
      if (drop) await this.#drop(path, Object.values(record.outputs));
      const damage = `${found}: output "${port}" of ${record.instance}`;
      return { state: "damaged", damage, record };
    }
    return { state: "hit", record };
  }

  recordOf(key: string): Promise<ActionRecord | undefined> {
    const read = readAction(this.layout.action(key), key);
    return Promise.resolve(read.state === "found" ? read.record : undefined);
  }

  commit(record: ActionRecord, options: CommitOptions = {}): Promise<Commit> {
    return this.#writing(async () => {
      const commit = await this.#link(record, options);
      const checkpoints = this.checkpoints(record.key);
      if (existsSync(checkpoints)) await this.disk.remove(checkpoints);
      return commit;
    });
  }

  async #link(record: ActionRecord, { replace = false }: CommitOptions): Promise<Commit> {
    const path = this.layout.action(record.key);
    const temporary = this.layout.temporaryPath("action");
    this.disk.writeSmall(temporary, withDigest(JSON.stringify(record)));
    await this.disk.sync(temporary);
    if (linkIfFree(this.disk, temporary, path)) {
      this.disk.unlink(temporary);
      return { state: "committed", record };
    }
    const existing = await this.lookup(record.key);
    if (existing.state !== "hit") {
      this.disk.rename(temporary, path);
      return { state: "committed", record };
    }
    const differing = differingPorts(existing.record, record);
    const wins = replace && differing.length > 0;
    if (wins) this.disk.rename(temporary, path);
    else this.disk.unlink(temporary);
    return { state: "existed", record: wins ? record : existing.record, differing };
  }

  insert(path: string, options: { readonly copy?: boolean } = {}): Promise<Content> {
    return this.#writing(() => this.objects.insert(path, options));
  }

  has(digest: string): Promise<boolean> {
    return Promise.resolve(existsSync(this.layout.object(digest)));
  }

  open(content: Content): Promise<string> {
    return this.#writing(() => this.objects.open(content));
  }

  contentOf(path: string): Promise<Content> {
    return contentOf(path, (file) => this.#statCache.digest(file));
  }

  lease(name: string): Promise<Lease | undefined> {
    return this.#writing(() => Promise.resolve(this.leases.take(name)));
  }

  leaseHolder(name: string): Promise<LeaseHolder | undefined> {
    return Promise.resolve(this.leases.holder(name));
  }

  /**
   * The processes whose runs are under way, this one's included.
   *
   * @param onWait - Where it is given, the answer is certain: processes that this machine cannot ask about are watched, up
   *   to a minute, and named to it before.
   */
  async processesAtWork(onWait?: (holder: LeaseHolder) => void): Promise<readonly LeaseHolder[]> {
    const names = this.leases.live().filter((name) => name.startsWith(sessionPrefix));
    const holders = await Promise.all(
      names.map((name) =>
        onWait === undefined ? this.leaseHolder(name) : this.leases.watch(name, onWait),
      ),
    );
    return holders.filter((holder) => holder !== undefined);
  }

  checkpoints(key: string): string {
    return this.layout.checkpointsOf(key);
  }

  attempt(): Attempt {
    return this.#attempts.open();
  }

  async begin(): Promise<void> {
    this.#runsUnderWay += 1;
    // Nothing can be collected in a store that cannot be written.
    ignoreSystemErrors(() => {
      this.#sessionLease ??= this.leases.take(this.#session);
      this.#sweep();
    });
    // A collection that saw no run before this one said that it is there must end first.
    while (this.leases.holder(collectionLease) !== undefined) await delay(collectionPollMs);
  }

  async end(): Promise<void> {
    this.#runsUnderWay -= 1;
    if (this.#runsUnderWay === 0) {
      await this.#attempts.close();
      this.#sessionLease?.release();
      this.#sessionLease = undefined;
    }
    await this.save();
  }

  /** @param options - With `prune`, what is known of files that are gone is left out. */
  save({ prune = false }: { readonly prune?: boolean } = {}): Promise<void> {
    return this.#statCache.save(this, prune);
  }

  /** Removes what runs left behind that were killed. */
  #sweep(): void {
    for (const name of namesIn(this.layout.temporary)) {
      if (!name.startsWith(sessionPrefix) || this.leases.holder(name) !== undefined) continue;
      this.#attempts.remove(join(this.layout.temporary, name));
      this.#attempts.remove(this.layout.lease(name));
    }
  }

  async #drop(actionPath: string, outputs: readonly Content[]): Promise<void> {
    try {
      if (existsSync(actionPath)) this.disk.unlink(actionPath);
      for (const output of outputs) await this.objects.drop(output);
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
