import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode, ignoreSystemErrors, linkIfFree } from "../disk.ts";
import type { Disk } from "../disk.ts";
import type { Layout } from "../layout.ts";
import { namesIn } from "../listing.ts";
import { identify, livenessOf } from "./process-identity.ts";
import type { ProcessIdentity } from "./process-identity.ts";

/** The right to work on one action, held until it is released or its holder dies. */
export interface Lease {
  release(): void;
}

/** Who holds a lease. */
export interface LeaseHolder extends ProcessIdentity {
  /** Different for every process that ever held one. */
  readonly token: string;
}

/** What the leases of a test may replace. */
export interface LeaseOptions {
  /** A clock that only goes forward, in milliseconds; it is never compared with another machine's. */
  readonly monotonic?: () => number;
  /** Waits so many milliseconds. */
  readonly pause?: (ms: number) => Promise<unknown>;
  readonly identity?: ProcessIdentity;
}

const heartbeatMs = 5_000;
/** A holder on another machine that has shown no heartbeat for so long is dead. */
const staleMs = 60_000;
/** How often a holder on another machine is looked at until its state is certain. */
const watchMs = 1_000;

/** The last heartbeat seen of a holder on another machine. */
interface SeenHeartbeat {
  readonly beat: string;
  /** When it was first seen, by our own clock. */
  readonly since: number;
  /** Whether another one of the same holder was seen before. */
  readonly isLater: boolean;
}

/**
 * One lease a name, as a file that tells its holder. A lease saves work from being done twice; no result
 * rests on it, so a race between two processes costs time and nothing else.
 */
export class Leases {
  readonly #layout: Layout;
  readonly #disk: Disk;
  readonly #self: LeaseHolder;
  readonly #monotonic: () => number;
  readonly #pause: (ms: number) => Promise<unknown>;
  /** Every lease of this process is another name of this file. */
  readonly #file: string;
  readonly #held = new Set<string>();
  /** Of holders on other machines, by path. */
  readonly #seen = new Map<string, SeenHeartbeat>();
  #hasFile = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(layout: Layout, disk: Disk, options: LeaseOptions = {}) {
    this.#layout = layout;
    this.#disk = disk;
    const token = randomBytes(8).toString("hex");
    this.#self = { ...(options.identity ?? identify()), token };
    this.#monotonic = options.monotonic ?? (() => performance.now());
    this.#pause = options.pause ?? delay;
    this.#file = layout.temporaryPath("lease");
  }

  /**
   * Takes the lease on a name (an action key, or a word). A dead holder's lease is broken.
   *
   * @returns Undefined where a live process holds it, this one included.
   */
  take(name: string): Lease | undefined {
    const path = this.#layout.lease(name);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (this.#create(path)) return this.#hold(path);
      const holder = readHolder(path);
      if (holder !== undefined && this.#isLive(path, holder)) return undefined;
      this.#break(path, holder?.token);
    }
    return undefined;
  }

  /** Who holds the lease on a name, if a live process does. */
  holder(name: string): LeaseHolder | undefined {
    const path = this.#layout.lease(name);
    const holder = readHolder(path);
    return holder !== undefined && this.#isLive(path, holder) ? holder : undefined;
  }

  /**
   * {@link holder}, when it is certain: one that this machine cannot ask about is watched until it shows a heartbeat, or has
   * shown none for a minute.
   *
   * @param onWait - Called once, with a holder that has to be watched.
   */
  async watch(
    name: string,
    onWait: (holder: LeaseHolder) => void,
  ): Promise<LeaseHolder | undefined> {
    const path = this.#layout.lease(name);
    for (let looks = 0; ; looks += 1) {
      const holder = this.holder(name);
      if (holder === undefined || livenessOf(holder, this.#self) === "alive") return holder;
      if (this.#seen.get(path)?.isLater === true) return holder;
      if (looks === 0) onWait(holder);
      await this.#pause(watchMs);
    }
  }

  /** The names of all leases whose holders live. */
  live(): readonly string[] {
    const files = namesIn(this.#layout.leases);
    const names = files.filter((file) => file.endsWith(".json")).map((f) => basename(f, ".json"));
    return names.filter((name) => this.holder(name) !== undefined);
  }

  #create(path: string): boolean {
    if (!this.#hasFile) this.#disk.writeSmall(this.#file, JSON.stringify(this.#self));
    this.#hasFile = true;
    // A link is there whole or not at all: no process ever reads half of it.
    return linkIfFree(this.#disk, this.#file, path);
  }

  #hold(path: string): Lease {
    this.#held.add(path);
    this.#timer ??= setInterval(() => {
      this.#touchAll();
    }, heartbeatMs).unref();
    return {
      release: () => {
        if (!this.#held.delete(path)) return;
        if (readHolder(path)?.token === this.#self.token) this.#unlinkQuietly(path);
        if (this.#held.size > 0) return;
        clearInterval(this.#timer);
        this.#timer = undefined;
        this.#unlinkQuietly(this.#file);
        this.#hasFile = false;
      },
    };
  }

  /** A file that cannot be removed is broken, or swept, once this process has ended. */
  #unlinkQuietly(path: string): void {
    ignoreSystemErrors(() => {
      this.#disk.unlink(path);
    });
  }

  #touchAll(): void {
    const now = new Date();
    for (const path of this.#held) {
      try {
        this.#disk.touch(path, now);
      } catch (error) {
        // A lease that somebody removed can no longer be kept: another process may repeat this work.
        if (errorCode(error) === undefined) throw error;
        this.#held.delete(path);
      }
    }
  }

  #isLive(path: string, holder: LeaseHolder): boolean {
    const liveness = livenessOf(holder, this.#self);
    if (liveness !== "elsewhere") return liveness === "alive";
    const beat = `${holder.token} ${beatOf(path)}`;
    const seen = this.#seen.get(path);
    if (seen?.beat !== beat) {
      const isLater = seen?.beat.startsWith(`${holder.token} `) === true;
      this.#seen.set(path, { beat, since: this.#monotonic(), isLater });
      return true;
    }
    return this.#monotonic() - seen.since < staleMs;
  }

  /** Moves a dead holder's lease aside; if another process was quicker and holds it now, puts that one back. */
  #break(path: string, token: string | undefined): void {
    const aside = this.#layout.temporaryPath("lease");
    try {
      this.#disk.rename(path, aside);
    } catch (error) {
      if (errorCode(error) === "ENOENT") return;
      throw error;
    }
    if (readHolder(aside)?.token !== token) {
      ignoreSystemErrors(() => {
        this.#disk.link(aside, path);
      });
    }
    this.#unlinkQuietly(aside);
  }
}

function beatOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? "" : String(stat.mtimeNs);
}

function readHolder(path: string): LeaseHolder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isHolder(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is LeaseHolder {
  return (
    typeof value === "object" &&
    value !== null &&
    "token" in value &&
    "host" in value &&
    "pid" in value &&
    typeof value.pid === "number"
  );
}
