import { existsSync, statSync } from "node:fs";
import type { BigIntStats } from "node:fs";
import { readIfWhole, writeIfPossible } from "../checked-file.ts";
import type { StoreFiles } from "../checked-file.ts";
import { hashFile } from "./hash.ts";

/**
 * A file whose content is younger than this when its digest is taken could change again without its times
 * changing: the clock of a file system ticks every 1 to 10 ms, and every second or two on old ones.
 */
const tickMs = 20;
const coarseTickMs = 2_000;
/** From this size on it is cheaper to wait a tick out than to hash the file again next time. */
const largeBytes = 16 * 1024 * 1024;

interface Entry {
  readonly signature: string;
  readonly digest: string;
}

/**
 * Remembers the digests of files by what `stat` tells: device, inode, size, and the times of modification
 * and of change to the nanosecond. One small checked file, read once.
 *
 * As in git, an entry is only kept for a file that was older than a tick of the clock when it was hashed.
 */
export class StatCache {
  readonly #entries: Map<string, Entry>;
  #changed = false;

  private constructor(entries: Map<string, Entry>) {
    this.#entries = entries;
  }

  /** Reads a cache; a missing or damaged one is an empty one. */
  static load(path: string): StatCache {
    return new StatCache(readEntries(path));
  }

  /** The digest of a file if it is known without reading it. */
  known(path: string, stat: BigIntStats): string | undefined {
    const entry = this.#entries.get(path);
    return entry?.signature === signatureOf(stat) ? entry.digest : undefined;
  }

  /** SHA-256 of a file: from memory where nothing about it has changed, else from its bytes. */
  async digest(path: string): Promise<string> {
    const stat = statSync(path, { bigint: true });
    return this.known(path, stat) ?? (await this.rehash(path, stat));
  }

  /** SHA-256 of a file from its bytes, whatever is remembered. */
  async rehash(path: string, stat: BigIntStats): Promise<string> {
    const wait = stat.size >= largeBytes ? remainingTick(stat, Date.now()) : 0;
    // A file from the future, as one seen after the clock was put back, would be waited for too long.
    if (wait > 0 && wait <= coarseTickMs) {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    const begun = Date.now();
    const digest = await hashFile(path, Number(stat.size));
    if (remainingTick(stat, begun) <= 0) this.#keep(path, stat, digest);
    else this.forget(path);
    return digest;
  }

  /**
   * Carries an entry over to a file's new name, or past a change of its links or mode: everything but the
   * time of change must be as it was.
   */
  carry(from: { path: string; stat: BigIntStats }, to: string): void {
    const digest = this.known(from.path, from.stat);
    if (from.path !== to) this.forget(from.path);
    if (digest === undefined) return;
    const stat = statSync(to, { bigint: true });
    const same = stat.ino === from.stat.ino && stat.dev === from.stat.dev;
    if (same && stat.size === from.stat.size && stat.mtimeNs === from.stat.mtimeNs) {
      this.#keep(to, stat, digest);
    }
  }

  /** Drops what is known of a path. */
  forget(path: string): void {
    if (this.#entries.delete(path)) this.#changed = true;
  }

  /**
   * Writes what was learnt since it was read; entries that another process wrote meanwhile are kept.
   *
   * @param prune - Leaves out files that are gone.
   */
  async save(files: StoreFiles, prune = false): Promise<void> {
    if (!this.#changed && !prune) return;
    const path = files.layout.statCache;
    for (const [name, entry] of readEntries(path)) {
      if (!this.#entries.has(name)) this.#entries.set(name, entry);
    }
    this.#changed = false;
    const lines: string[] = [];
    for (const [name, { signature, digest }] of this.#entries) {
      if (!prune || existsSync(name)) lines.push(`${signature} ${digest} ${name}`);
    }
    await writeIfPossible(files, path, lines.join("\n"));
  }

  #keep(path: string, stat: BigIntStats, digest: string): void {
    // A name with a line break would not survive the file; such a file is hashed every time.
    if (path.includes("\n")) return;
    this.#entries.set(path, { signature: signatureOf(stat), digest });
    this.#changed = true;
  }
}

/** What identifies a file's content without reading it. */
function signatureOf(stat: BigIntStats): string {
  return `${String(stat.dev)}:${String(stat.ino)}:${String(stat.size)}:${String(stat.mtimeNs)}:${String(stat.ctimeNs)}`;
}

/**
 * Milliseconds until the content is older than a tick of its file system's clock; 0 or less where it is.
 *
 * Writing sets both times, so the content is as old as the earlier one: a time of modification in the future, as
 * from an archive, says nothing.
 */
function remainingTick({ mtimeNs, mtimeMs, ctimeMs }: BigIntStats, now: number): number {
  const isCoarse = mtimeNs % 1_000_000_000n === 0n;
  const writtenMs = Number(mtimeMs < ctimeMs ? mtimeMs : ctimeMs);
  return writtenMs + (isCoarse ? coarseTickMs : tickMs) - now + 1;
}

function readEntries(path: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const line of (readIfWhole(path) ?? "").split("\n")) {
    const first = line.indexOf(" ");
    if (first < 0) continue;
    entries.set(line.slice(first + 66), {
      signature: line.slice(0, first),
      digest: line.slice(first + 1, first + 65),
    });
  }
  return entries;
}
