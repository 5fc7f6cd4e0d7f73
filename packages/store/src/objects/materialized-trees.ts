import { existsSync, lstatSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { TreeEntry } from "./trees.ts";
import { errorCode, isLinkRefusal } from "../disk.ts";
import type { Disk } from "../disk.ts";
import type { Layout } from "../layout.ts";
import type { StatCache } from "./stat-cache.ts";

/**
 * Directories in the store that stand for tree objects: hard links to the objects, or copies where a link
 * cannot be (another mode, a file system without links). They take no space of their own and can always be
 * made again.
 */
export class MaterializedTrees {
  readonly #layout: Layout;
  readonly #disk: Disk;
  readonly #cache: StatCache;

  constructor(layout: Layout, disk: Disk, cache: StatCache) {
    this.#layout = layout;
    this.#disk = disk;
    this.#cache = cache;
  }

  /** The directory for a tree whose objects have been checked. Made where it is missing, or not as it should be. */
  async open(digest: string, entries: readonly TreeEntry[]): Promise<string> {
    const path = this.#layout.tree(digest);
    if (existsSync(path)) {
      if (await this.#isWhole(path, entries)) return path;
      await this.drop(digest);
    }
    const temporary = this.#layout.temporaryPath("tree");
    this.#disk.makeDirectory(temporary);
    for (const entry of entries) await this.#add(temporary, entry);
    this.#disk.makeDirectory(dirname(path));
    try {
      this.#disk.rename(temporary, path);
    } catch (error) {
      await this.#disk.remove(temporary);
      // Another process has just made the same directory.
      if (errorCode(error) !== "ENOTEMPTY" && errorCode(error) !== "EEXIST") throw error;
    }
    return path;
  }

  /** Removes the directory of a tree. */
  async drop(digest: string): Promise<void> {
    await this.#disk.remove(this.#layout.tree(digest));
  }

  async #add(directory: string, entry: TreeEntry): Promise<void> {
    const target = join(directory, entry.path);
    if (entry.mode === "directory") {
      this.#disk.makeDirectory(target);
      return;
    }
    this.#disk.makeDirectory(dirname(target));
    const object = this.#layout.object(entry.digest);
    if (entry.mode === "file" && this.#link(object, target)) return;
    await this.#disk.copy(object, target);
    this.#disk.protect(target, entry.mode === "file" ? 0o444 : 0o555);
  }

  /** Links an object to `target`; a new link changes the file's time of change, which the cache must learn. */
  #link(object: string, target: string): boolean {
    const stat = lstatSync(object, { bigint: true });
    try {
      this.#disk.link(object, target);
    } catch (error) {
      if (isLinkRefusal(error)) return false;
      throw error;
    }
    this.#cache.carry({ path: object, stat }, object);
    return true;
  }

  async #isWhole(path: string, entries: readonly TreeEntry[]): Promise<boolean> {
    const expected = new Map(entries.map((entry) => [entry.path, entry]));
    for (const found of readdirSync(path, { recursive: true, withFileTypes: true })) {
      const absolute = join(found.parentPath, found.name);
      const entry = expected.get(relative(path, absolute).split(sep).join("/"));
      if (found.isDirectory()) {
        if (entry?.mode === "directory") expected.delete(entry.path);
        continue;
      }
      if (entry === undefined || entry.mode === "directory" || !found.isFile()) return false;
      if (!(await this.#holds(absolute, entry.digest))) return false;
      expected.delete(entry.path);
    }
    return expected.size === 0;
  }

  async #holds(path: string, digest: string): Promise<boolean> {
    const stat = lstatSync(path, { bigint: true });
    const object = lstatSync(this.#layout.object(digest), { bigint: true, throwIfNoEntry: false });
    // The objects have just been checked: another name of the same file needs no second look.
    if (object?.ino === stat.ino && object.dev === stat.dev) return true;
    return (await this.#cache.digest(path)) === digest;
  }
}
