import { randomBytes } from "node:crypto";
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { FairlineError, sha256 } from "@fairline/core";
import { errorCode, listTree } from "@fairline/store";
import type { Disk, Lease, Store, Stored } from "@fairline/store";
import type { OutcomeOutput } from "./host.ts";

/**
 * Copies an output to its place in the working tree, where it is not there already with the same content.
 * A reader of a file sees the old one or the new one, never half of it.
 *
 * @param root - The directory that nothing may leave: that of the pipeline file.
 * @returns Whether anything was written.
 * @throws FairlineError `FILE_INVALID` where a link would lead out of the tree, the place cannot be written,
 *   or a directory stands there whose files the store does not have: they would be lost.
 */
export async function publishOutput(
  output: OutcomeOutput,
  target: string,
  { root, store }: { readonly root: string; readonly store: Store },
): Promise<boolean> {
  requireInside(target, root);
  try {
    const before = await stored(target, store);
    if (before?.digest === output.digest && before.form === output.form) {
      if (hasLeftovers(target)) await withDraft(target, store, () => Promise.resolve());
      return false;
    }
    if (before?.form === "tree") requireKnown(target, before, store);
    const source = await store.open(output);
    await withDraft(target, store, async (draft) => {
      if (output.form === "file") await copyWritable(source, draft, store.disk);
      else await copyTree(source, draft, store.disk);
      replace(draft, target, store.disk);
    });
  } catch (error) {
    if (errorCode(error) === undefined || !(error instanceof Error)) throw error;
    throw new FairlineError("FILE_INVALID", `${target} cannot be written: ${error.message}`, {
      hint: "The result is in the store: mend the place and run again.",
      cause: error,
    });
  }
  return true;
}

/** What stands at the target, as the store would know it. */
async function stored(target: string, store: Store): Promise<Stored | undefined> {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined || stat.isSymbolicLink()) return undefined;
  return await store.digestOfPath(target);
}

function requireKnown(target: string, before: Stored, { layout }: Store): void {
  const isEmpty = readdirSync(target).length === 0;
  if (isEmpty || existsSync(layout.object(before.digest))) return;
  throw new FairlineError(
    "FILE_INVALID",
    `${target} holds files that were not published by a run`,
    {
      hint: "Move them away, or publish to another place: a published folder replaces what is there.",
    },
  );
}

/** Where a copy is made whole before it takes its place, and what it replaces is moved to. */
function draftOf(target: string, tag: string): string {
  return join(dirname(target), `.${basename(target)}.${tag}`);
}

function asideOf(draft: string): string {
  return `${draft}.old`;
}

/** One name for every run that holds the lease on it, so that what a killed run left there is found again. */
const sharedTag = "fairline-draft";

function hasLeftovers(target: string): boolean {
  const draft = draftOf(target, sharedTag);
  return existsSync(draft) || existsSync(asideOf(draft));
}

/** Gives some work a place beside the target that nothing is at, and leaves nothing there. */
async function withDraft(
  target: string,
  store: Store,
  work: (draft: string) => Promise<void>,
): Promise<void> {
  const { disk } = store;
  const lease = leaseOn(target, store);
  const tag = lease === undefined ? randomBytes(6).toString("hex") : sharedTag;
  const draft = draftOf(target, tag);
  const clear = async (): Promise<void> => {
    await disk.remove(draft);
    await disk.remove(asideOf(draft));
  };
  try {
    disk.makeDirectory(dirname(target));
    await clear();
    await work(draft);
  } finally {
    await clear();
    lease?.release();
  }
}

/** The lease on writing to a target; undefined where another run holds it, or the store cannot be written. */
function leaseOn(target: string, store: Store): Lease | undefined {
  try {
    return store.lease(`publish-${sha256(target).slice(0, 32)}`);
  } catch (error) {
    if (error instanceof FairlineError && error.code === "STORE_UNWRITABLE") return undefined;
    throw error;
  }
}

async function copyTree(source: string, draft: string, disk: Disk): Promise<void> {
  const { files, empty } = listTree(source);
  disk.makeDirectory(draft);
  for (const path of empty) disk.makeDirectory(join(draft, path));
  for (const { path, absolute } of files) {
    disk.makeDirectory(dirname(join(draft, path)));
    await copyWritable(absolute, join(draft, path), disk);
  }
}

async function copyWritable(from: string, to: string, disk: Disk): Promise<void> {
  await disk.copy(from, to);
  disk.protect(to, (statSync(from).mode & 0o111) === 0 ? 0o644 : 0o755);
}

/** Puts a draft in the place of what is there. What a rename cannot replace is moved aside first. */
function replace(draft: string, target: string, disk: Disk): void {
  const before = lstatSync(target, { throwIfNoEntry: false });
  const isReplaceable = before?.isDirectory() !== true && !statSync(draft).isDirectory();
  if (before === undefined || isReplaceable) {
    disk.rename(draft, target);
    return;
  }
  disk.rename(target, asideOf(draft));
  disk.rename(draft, target);
}

/** The nearest directory above the target that exists must lie, links resolved, in the tree. */
function requireInside(target: string, root: string): void {
  const top = realpathSync(root);
  let above = dirname(resolve(target));
  while (!existsSync(above)) above = dirname(above);
  const real = realpathSync(above);
  if (real === top || real.startsWith(top + sep)) return;
  throw new FairlineError("FILE_INVALID", `${target} lies outside ${root}: it leads to ${real}`, {
    hint: "Publish into the directory of the pipeline file, and not through a link that leaves it.",
  });
}
