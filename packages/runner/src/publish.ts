import { randomBytes } from "node:crypto";
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
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

/**
 * Copies an output to its place in the working tree, where it is not there already with the same content.
 * A reader of a file sees the old one or the new one, never half of it.
 *
 * @returns Whether anything was written.
 * @throws FairlineError `FILE_INVALID` where a link would lead out of the tree, the place cannot be written,
 *   or a directory stands there whose files the store does not have: they would be lost.
 */
export async function publishOutput(
  output: Content,
  target: string,
  tree: WorkingTree,
): Promise<boolean> {
  requireInside(target, tree.root);
  try {
    return await write(output, target, tree);
  } catch (error) {
    if (errorCode(error) === undefined || !(error instanceof Error)) throw error;
    throw new FairlineError("FILE_INVALID", `${target} cannot be written: ${error.message}`, {
      hint: "The result is in the store: fix the place and run again.",
      cause: error,
    });
  }
}

async function write(output: Content, target: string, tree: WorkingTree): Promise<boolean> {
  const { store, disk } = tree;
  const before = await contentAt(target, store);
  if (before !== undefined && isSameContent(before, output)) {
    if (hasLeftovers(target)) await withTemporary(target, tree, () => Promise.resolve());
    return false;
  }
  if (before?.form === "tree") await requireKnown(target, before, store);
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

/** What stands at the target, as the store would know it. */
async function contentAt(target: string, store: Store): Promise<Content | undefined> {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined || stat.isSymbolicLink()) return undefined;
  return await store.contentOf(target);
}

async function requireKnown(target: string, before: Content, store: Store): Promise<void> {
  const isEmpty = readdirSync(target).length === 0;
  if (isEmpty || (await store.has(before.digest))) return;
  throw new FairlineError(
    "FILE_INVALID",
    `${target} holds files that were not published by a run`,
    {
      hint: "Move them away, or publish to another place: a published folder replaces what is there.",
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
