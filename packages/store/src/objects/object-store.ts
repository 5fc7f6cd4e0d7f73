import { existsSync, lstatSync } from "node:fs";
import { dirname } from "node:path";
import { FairlineError, sha256 } from "@fairline/core";
import { fileContent, formOf, parseTree, serialiseTree, treeOf } from "./trees.ts";
import type { Content, TreeEntry } from "./trees.ts";
import { readText } from "../checked-file.ts";
import { errorCode } from "../disk.ts";
import type { Disk } from "../disk.ts";
import type { Layout } from "../layout.ts";
import { requireNoLink } from "../listing.ts";
import type { StatCache } from "./stat-cache.ts";
import { MaterializedTrees } from "./materialized-trees.ts";

/** The content-addressed half of a store. Nothing in it is used before its bytes, or its times, have been checked. */
export class ObjectStore {
  readonly #layout: Layout;
  readonly #disk: Disk;
  readonly #cache: StatCache;
  readonly #trees: MaterializedTrees;
  readonly #shards = new Set<string>();

  constructor(layout: Layout, disk: Disk, cache: StatCache) {
    this.#layout = layout;
    this.#disk = disk;
    this.#cache = cache;
    this.#trees = new MaterializedTrees(layout, disk, cache);
  }

  /**
   * Takes a file or directory out of a private directory into the store: its bytes are hashed, brought to the
   * medium, and moved into place under their digest. What the store has already is left where it is, for the
   * removal of the directory: to free a file's blocks can take many milliseconds.
   *
   * @param options - With `copy` the files stay where they are.
   * @throws FairlineError `ARTIFACT_INVALID` for what cannot be stored: a link that leads out, a socket.
   */
  async insert(path: string, { copy = false }: { readonly copy?: boolean }): Promise<Content> {
    if (formOf(path) === "tree") {
      return { digest: await this.#insertTree(path, copy), form: "tree" };
    }
    // Before the store protects it.
    const stat = lstatSync(path);
    return fileContent(await this.#insertFile(path, copy), stat);
  }

  /**
   * Checks that an artifact is whole: every file is there and its content has its digest.
   *
   * @returns What is wrong, in words, or undefined.
   */
  async damageOf({ digest, form }: Content): Promise<string | undefined> {
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
  async open(content: Content): Promise<string> {
    const damage = await this.damageOf(content);
    if (damage !== undefined) {
      throw new FairlineError("STORE_DAMAGED", `${damage} in the store`, {
        hint: "Run again: what is damaged is made again.",
      });
    }
    if (content.form === "file") return this.#layout.object(content.digest);
    return await this.#trees.open(content.digest, this.#readTree(content.digest) ?? []);
  }

  /** The digests of all objects that make up an artifact, its own included. */
  members({ digest, form }: Content): readonly string[] {
    if (form === "file") return [digest];
    const entries = this.#readTree(digest) ?? [];
    return [digest, ...entries.flatMap((e) => (e.mode === "directory" ? [] : [e.digest]))];
  }

  /** Takes an artifact's damaged objects out of the store. */
  async drop(content: Content): Promise<void> {
    for (const digest of this.members(content)) {
      if ((await this.#damageOfObject(digest)) !== undefined)
        this.#unlink(this.#layout.object(digest));
    }
    if (content.form === "tree") await this.#trees.drop(content.digest);
  }

  async #insertFile(path: string, copy = false): Promise<string> {
    // A file with another name elsewhere is not ours to protect and to keep.
    const isOurs = !copy && lstatSync(path).nlink === 1;
    const own = isOurs ? path : this.#layout.temporaryPath("object");
    if (!isOurs) await this.#disk.copy(path, own);
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

  async #insertTree(path: string, copy: boolean): Promise<string> {
    const inserted = new Map<string, string>();
    const entries = await treeOf(path, async (file) => {
      const digest = inserted.get(file) ?? (await this.#insertFile(file, copy));
      inserted.set(file, digest);
      return digest;
    });
    const digest = await this.#insertText(serialiseTree(entries));
    await this.#trees.open(digest, entries);
    return digest;
  }

  async #insertText(text: string): Promise<string> {
    const digest = sha256(text);
    if ((await this.#damageOfObject(digest)) === undefined) return digest;
    const file = this.#layout.temporaryPath("object");
    await this.#disk.write(file, text);
    await this.#insertFile(file);
    // Another process may have stored the same meanwhile.
    if (existsSync(file)) this.#unlink(file);
    return digest;
  }

  async #damageOfObject(digest: string): Promise<string | undefined> {
    const path = this.#layout.object(digest);
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return `object ${short(digest)} is missing`;
    if (!stat.isFile()) return `object ${short(digest)} is not a file`;
    if (this.#cache.known(path, stat) === digest) return undefined;
    const found = await this.#cache.rehash(path, stat);
    return found === digest ? undefined : `object ${short(digest)} does not hold what it held`;
  }

  #makeShard(path: string): void {
    if (this.#shards.has(path)) return;
    requireNoLink(path);
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
    const text = readText(this.#layout.object(digest));
    return text === undefined ? undefined : parseTree(text);
  }
}

/** The start of a digest, for people. */
function short(digest: string): string {
  return digest.slice(0, 12);
}
