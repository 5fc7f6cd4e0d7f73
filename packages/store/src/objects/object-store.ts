import { existsSync, lstatSync, readFileSync } from "node:fs";
import type { BigIntStats } from "node:fs";
import { dirname } from "node:path";
import { FairlineError, sha256 } from "@fairline/core";
import { formOf, listTree, parseTree, serialiseTree } from "./trees.ts";
import type { TreeEntry } from "./trees.ts";
import { errorCode } from "../disk.ts";
import type { Disk } from "../disk.ts";
import type { Layout } from "../layout.ts";
import type { StatCache } from "./stat-cache.ts";
import { TreeViews } from "./materialized-trees.ts";

/** An artifact in the store. */
export interface Stored {
  /** SHA-256 of the file, or of the tree object that lists the directory's files. */
  readonly digest: string;
  readonly form: "file" | "tree";
}

/** The content-addressed half of a store. Nothing in it is used before its bytes, or its times, have been checked. */
export class ObjectStore {
  readonly #layout: Layout;
  readonly #disk: Disk;
  readonly #cache: StatCache;
  readonly #views: TreeViews;
  readonly #shards = new Set<string>();

  constructor(layout: Layout, disk: Disk, cache: StatCache) {
    this.#layout = layout;
    this.#disk = disk;
    this.#cache = cache;
    this.#views = new TreeViews(layout, disk, cache);
  }

  /**
   * Takes a file or directory out of a private directory into the store: its bytes are hashed, brought to the
   * medium, and moved into place under their digest. What the store has already is left where it is, for the
   * removal of the directory: to free a file's blocks can take many milliseconds.
   *
   * @throws FairlineError `ARTIFACT_INVALID` for what cannot be stored: a link that leads out, a socket.
   */
  async insert(path: string): Promise<Stored> {
    const form = formOf(path);
    const digest = await (form === "file" ? this.#insertFile(path) : this.#insertTree(path));
    return { digest, form };
  }

  /**
   * Checks that an artifact is whole: every file is there and its content has its digest.
   *
   * @returns What is wrong, in words, or undefined.
   */
  async damageOf({ digest, form }: Stored): Promise<string | undefined> {
    const damage = await this.#damageOfObject(digest);
    if (damage !== undefined || form === "file") return damage;
    const entries = this.#readTree(digest);
    if (entries === undefined) return `object ${short(digest)} does not list a directory`;
    for (const entry of entries) {
      if (entry.mode === "directory") continue;
      const inner = await this.#damageOfObject(entry.digest);
      if (inner !== undefined) return `${inner} ("${entry.path}")`;
    }
    return undefined;
  }

  /**
   * The path at which an artifact can be read: the object itself, or a directory of links to the objects.
   *
   * @throws FairlineError `STORE_DAMAGED` where it is not whole.
   */
  async open(stored: Stored): Promise<string> {
    const damage = await this.damageOf(stored);
    if (damage !== undefined) {
      throw new FairlineError("STORE_DAMAGED", `${damage} in the store`, {
        hint: "Run again: what is damaged is made anew.",
      });
    }
    if (stored.form === "file") return this.#layout.object(stored.digest);
    return await this.#views.open(stored.digest, this.#readTree(stored.digest) ?? []);
  }

  /** The digests of all objects that make up an artifact, its own included. */
  members({ digest, form }: Stored): readonly string[] {
    if (form === "file") return [digest];
    const entries = this.#readTree(digest) ?? [];
    return [digest, ...entries.flatMap((e) => (e.mode === "directory" ? [] : [e.digest]))];
  }

  /** Takes an artifact's damaged objects out of the store. */
  async drop(stored: Stored): Promise<void> {
    for (const digest of this.members(stored)) {
      if ((await this.#damageOfObject(digest)) !== undefined)
        this.#unlink(this.#layout.object(digest));
    }
    if (stored.form === "tree") await this.#views.drop(stored.digest);
  }

  async #insertFile(path: string): Promise<string> {
    // A file with another name elsewhere is not ours to protect and to keep.
    const own = lstatSync(path).nlink === 1 ? path : await this.#copyOf(path);
    this.#disk.protect(own, 0o444);
    const digest = await this.#cache.digest(own);
    const object = this.#layout.object(digest);
    if (existsSync(object) && (await this.#damageOfObject(digest)) === undefined) {
      this.#cache.forget(own);
      if (own !== path) this.#unlink(own);
      return digest;
    }
    await this.#disk.sync(own);
    const stat = lstatSync(own, { bigint: true });
    this.#makeShard(dirname(object));
    this.#disk.rename(own, object);
    this.#cache.carry({ path: own, stat }, object);
    return digest;
  }

  async #copyOf(path: string): Promise<string> {
    const draft = this.#layout.draft("object");
    await this.#disk.copy(path, draft);
    return draft;
  }

  async #insertTree(path: string): Promise<string> {
    const { files, empty } = listTree(path);
    const entries: TreeEntry[] = empty.map((name) => ({ path: name, mode: "directory" }));
    const moved = new Map<string, string>();
    for (const { path: name, absolute, mode } of files) {
      const digest = moved.get(absolute) ?? (await this.#insertFile(absolute));
      moved.set(absolute, digest);
      entries.push({ path: name, mode, digest });
    }
    const digest = await this.#insertText(serialiseTree(entries));
    await this.#views.open(digest, entries);
    return digest;
  }

  async #insertText(text: string): Promise<string> {
    const digest = sha256(text);
    if ((await this.#damageOfObject(digest)) === undefined) return digest;
    const draft = this.#layout.draft("object");
    await this.#disk.write(draft, text);
    await this.#insertFile(draft);
    // Another process may have stored the same meanwhile.
    if (existsSync(draft)) this.#unlink(draft);
    return digest;
  }

  async #damageOfObject(digest: string): Promise<string | undefined> {
    const path = this.#layout.object(digest);
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return `object ${short(digest)} is missing`;
    if (!stat.isFile()) return `object ${short(digest)} is not a file`;
    return await this.#damageOfFile(path, stat, digest);
  }

  async #damageOfFile(
    path: string,
    stat: BigIntStats,
    digest: string,
  ): Promise<string | undefined> {
    const known = this.#cache.known(path, stat);
    if (known === digest) return undefined;
    const found = await this.#cache.rehash(path, stat);
    return found === digest ? undefined : `object ${short(digest)} does not hold what it held`;
  }

  #makeShard(path: string): void {
    if (this.#shards.has(path)) return;
    this.#disk.makeDirectory(path);
    this.#shards.add(path);
  }

  #unlink(path: string): void {
    this.#cache.forget(path);
    try {
      this.#disk.unlink(path);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
  }

  #readTree(digest: string): readonly TreeEntry[] | undefined {
    try {
      return parseTree(readFileSync(this.#layout.object(digest), "utf8"));
    } catch (error) {
      if (errorCode(error) === "ENOENT") return undefined;
      throw error;
    }
  }
}

/** The start of a digest, for people. */
function short(digest: string): string {
  return digest.slice(0, 12);
}
