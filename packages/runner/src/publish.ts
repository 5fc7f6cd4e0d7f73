import { randomBytes } from "node:crypto";
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { FairlineError, sha256 } from "@fairline/core";
import { errorCode, isSameContent, listTree } from "@fairline/store";
import type { Content, Disk, Lease, Store } from "@fairline/store";
import { isInside } from "./inside.ts";

/** The working tree, and the store that outputs are copied from. */
export interface WorkingTree {
  /** The directory that nothing may leave: that of the pipeline file. */
  readonly root: string;
  readonly disk: Disk;
  readonly store: Store;
}

/** Where an output goes. */
export interface Place {
  /** The output's name. */
  readonly port: string;
  readonly path: string;
  /** Whether a file or folder there that no run has made may be lost. */
  readonly replaces: boolean;
}

/**
 * Copies an output to its place in the working tree, where it is not there already with the same content.
 * A reader of a file sees the old one or the new one, never half of it. The copy is read and checked before it takes its place.
 *
 * @returns Whether anything was written.
 * @throws FairlineError `FILE_INVALID` where a link would lead out of the tree, the place cannot be written,
 *   or something stands there that the store does not have: it would be lost. `STORE_DAMAGED` where the copy came out wrong.
 */
export async function publishOutput(
  output: Content,
  place: Place,
  tree: WorkingTree,
): Promise<boolean> {
  const { path: target } = place;
  requireInside(target, tree.root);
  try {
    return await write(output, place, tree);
  } catch (error) {
    if (errorCode(error) === undefined || !(error instanceof Error)) throw error;
    throw new FairlineError("FILE_INVALID", `${target} cannot be written: ${error.message}`, {
      hint: "The result is in the store: fix the place and run again.",
      cause: error,
    });
  }
}

async function write(output: Content, place: Place, tree: WorkingTree): Promise<boolean> {
  const { store, disk } = tree;
  const target = place.path;
  const before = await contentAt(target, store);
  if (before !== undefined && isSameContent(before, output)) {
    if (hasLeftovers(target)) await withTemporary(target, tree, () => Promise.resolve());
    return false;
  }
  if (!place.replaces) await requireKnown(place, before, tree);
  const source = await store.open(output);
  await withTemporary(target, tree, async (temporary) => {
    if (output.form === "file") {
      const mode = output.executable === true ? 0o755 : 0o644;
      await copyWritable({ from: source, to: temporary, mode }, disk);
    } else await copyTree(source, temporary, disk);
    await requireCopied(temporary, output, store);
    replace(temporary, target, disk);
  });
  return true;
}

/** What stands at the target, as the store would know it; undefined where nothing does, or what no store holds. */
async function contentAt(target: string, store: Store): Promise<Content | undefined> {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined || stat.isSymbolicLink()) return undefined;
  try {
    return await store.contentOf(target);
  } catch (error) {
    // A folder with pipes, or with links that lead out: no run has made it.
    if (error instanceof FairlineError && error.code === "ARTIFACT_INVALID") return undefined;
    throw error;
  }
}

/** What a run has made is in the store, and can be had again; an empty folder is no loss. */
async function requireKnown(
  { port, path: target }: Place,
  before: Content | undefined,
  { root, store }: WorkingTree,
): Promise<void> {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined || (stat.isDirectory() && readdirSync(target).length === 0)) return;
  if (before !== undefined && (await store.has(before.digest))) return;
  const what = stat.isDirectory() ? "holds files that were" : "was";
  throw new FairlineError(
    "FILE_INVALID",
    `${target} ${what} not published by a run that this store knows, and would be lost`,
    {
      hint: `Move it away, or say that it may be replaced: publish: { ${port}: { path: ${JSON.stringify(relative(root, target))}, replace: true } }`,
    },
  );
}

/** Bytes of a file's name on the file systems in use. */
const longestName = 255;

/** Where a copy is made whole before it takes its place. */
function temporaryPath(target: string, tag: string): string {
  const name = `.${basename(target)}.${tag}`;
  const isTooLong = Buffer.byteLength(replacedPath(name)) > longestName;
  const short = `.${sha256(basename(target)).slice(0, 32)}.${tag}`;
  return join(dirname(target), isTooLong ? short : name);
}

/** Where what a copy replaces is moved to. */
function replacedPath(temporary: string): string {
  return `${temporary}.old`;
}

/** One name for every run that holds the lease on it, so that what a killed run left there is found again. */
const sharedTag = "fairline-draft";

function hasLeftovers(target: string): boolean {
  const temporary = temporaryPath(target, sharedTag);
  return existsSync(temporary) || existsSync(replacedPath(temporary));
}

/** Gives some work a path beside the target where nothing is, and leaves nothing there. */
async function withTemporary(
  target: string,
  { store, disk }: WorkingTree,
  work: (temporary: string) => Promise<void>,
): Promise<void> {
  const lease = await leaseOn(target, store);
  const tag = lease === undefined ? randomBytes(6).toString("hex") : sharedTag;
  const temporary = temporaryPath(target, tag);
  const clear = async (): Promise<void> => {
    await disk.remove(temporary);
    await disk.remove(replacedPath(temporary));
  };
  try {
    disk.makeDirectory(dirname(target));
    await clear();
    await work(temporary);
  } finally {
    await clear();
    lease?.release();
  }
}

/** The lease on writing to a target; undefined where another run holds it, or the store cannot be written. */
async function leaseOn(target: string, store: Store): Promise<Lease | undefined> {
  try {
    return await store.lease(`publish-${sha256(target).slice(0, 32)}`);
  } catch (error) {
    if (error instanceof FairlineError && error.code === "STORE_UNWRITABLE") return undefined;
    throw error;
  }
}

async function copyTree(source: string, target: string, disk: Disk): Promise<void> {
  const { files, empty } = listTree(source);
  disk.makeDirectory(target);
  for (const path of empty) disk.makeDirectory(join(target, path));
  for (const { path, absolute, mode } of files) {
    disk.makeDirectory(dirname(join(target, path)));
    const permissions = mode === "executable" ? 0o755 : 0o644;
    await copyWritable({ from: absolute, to: join(target, path), mode: permissions }, disk);
  }
}

async function copyWritable(
  { from, to, mode }: { readonly from: string; readonly to: string; readonly mode: number },
  disk: Disk,
): Promise<void> {
  await disk.copy(from, to);
  disk.protect(to, mode);
  await disk.sync(to);
}

/** What was copied is read again before it takes its place. */
async function requireCopied(copy: string, output: Content, store: Store): Promise<void> {
  if (isSameContent(await store.contentOf(copy), output)) return;
  throw new FairlineError(
    "STORE_DAMAGED",
    `object ${output.digest.slice(0, 12)} was copied into the working tree, and the copy is not what it was`,
    { hint: "Run again. Where it happens again, the disk or the memory of this machine fails." },
  );
}

/** Puts a copy in the place of what is there. What a rename cannot replace is moved aside first. */
function replace(copy: string, target: string, disk: Disk): void {
  const before = lstatSync(target, { throwIfNoEntry: false });
  const isReplaceable = before?.isDirectory() !== true && !statSync(copy).isDirectory();
  if (before !== undefined && !isReplaceable) disk.rename(target, replacedPath(copy));
  disk.rename(copy, target);
}

/** The nearest directory above the target that exists must lie, links resolved, in the tree. */
function requireInside(target: string, root: string): void {
  let above = dirname(resolve(target));
  while (!existsSync(above)) above = dirname(above);
  const real = realpathSync(above);
  if (isInside(real, realpathSync(root))) return;
  throw new FairlineError("FILE_INVALID", `${target} lies outside ${root}: it leads to ${real}`, {
    hint: "Publish into the directory of the pipeline file, and not through a link that leaves it.",
  });
}
