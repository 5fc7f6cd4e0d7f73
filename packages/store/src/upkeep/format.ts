import { existsSync, lstatSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { FairlineError } from "@fairline/core";
import { readText, writeAtomically } from "../checked-file.ts";
import type { StoreFiles } from "../checked-file.ts";
import { errorCode, isUnwritable, storeError } from "../disk.ts";
import type { Disk } from "../disk.ts";
import type { Layout } from "../layout.ts";

/** The format of the stores that this version makes and reads. */
const storeFormat = 2;

/**
 * Makes sure that a directory is a store that this version can use, and makes it one where there is none.
 *
 * @throws FairlineError `STORE_INCOMPATIBLE`, also where a link stands in the place of one of its folders, or `STORE_UNWRITABLE`.
 */
export async function prepareStore(files: StoreFiles): Promise<void> {
  const { layout } = files;
  for (const path of directoriesOf(layout)) refuseLink(path, layout);
  if (!isStore(layout)) {
    await make(files);
    return;
  }
  try {
    makeDirectories(files);
  } catch (error) {
    // In a read-only store, what is missing is not needed, or an error says so where it is.
    if (!isUnwritable(error)) throw storeError(error, layout.directory);
  }
}

/** Makes those that are missing: a user may have removed some of them. */
function makeDirectories({ layout, disk }: StoreFiles): void {
  for (const path of directoriesOf(layout)) if (!existsSync(path)) disk.makeDirectory(path);
}

function directoriesOf(layout: Layout): readonly string[] {
  const { objects, trees, actions, leases, runs, history, plans, checkpoints, temporary } = layout;
  return [objects, trees, actions, leases, runs, history, plans, checkpoints, temporary];
}

/** A collection removes what no run needs, and would do so behind a link. */
function refuseLink(path: string, { directory }: Pick<Layout, "directory">): void {
  if (dirname(path) !== directory) refuseLink(dirname(path), { directory });
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new FairlineError(
    "STORE_INCOMPATIBLE",
    `${path} in the store is a link to ${readlinkSync(path)}`,
    {
      hint: "Remove the link: a store's folders are its own. The store itself may be a link, or lie elsewhere with `--store`.",
    },
  );
}

function isStore({ format, directory }: Layout): boolean {
  let text: string | undefined;
  try {
    text = readText(format);
  } catch (error) {
    throw storeError(error, directory);
  }
  // What is no number is damaged, as is an empty one of a machine that lost power: it is made again.
  if (text === undefined || !/^[1-9]\d*\n?$/.test(text)) return false;
  const found = Number(text);
  if (found === storeFormat) return true;
  throw incompatible(directory, found);
}

function incompatible(directory: string, format: number): FairlineError {
  const isOlder = format < storeFormat;
  return new FairlineError(
    "STORE_INCOMPATIBLE",
    `the store ${directory} has format ${String(format)}; this version of Fairline reads format ${String(storeFormat)}`,
    {
      hint: isOlder
        ? "Remove it, or use another store with `--store`; the next run makes its results again."
        : "Use the version of Fairline that made it, or another store with `--store`.",
    },
  );
}

async function make(files: StoreFiles): Promise<void> {
  const { layout, disk } = files;
  if (existsSync(layout.directory) && isForeign(layout)) {
    throw new FairlineError(
      "STORE_INCOMPATIBLE",
      `${layout.directory} is not a store: it holds other files`,
      { hint: "Name an empty directory, or one that is not there yet." },
    );
  }
  try {
    makeDirectories(files);
    writeOnce(disk, join(layout.directory, ".gitignore"), "*\n");
    await writeAtomically(files, layout.format, `${String(storeFormat)}\n`);
  } catch (error) {
    throw storeError(error, layout.directory);
  }
}

/** Whether anything stands there but a store half made, one that another process makes, and files fetched for one. */
function isForeign(layout: Layout): boolean {
  const { directory } = layout;
  if (!statSync(directory).isDirectory()) return true;
  const expected = new Set([".gitignore", "format", "stat-cache", "downloads"]);
  for (const path of directoriesOf(layout)) {
    expected.add(relative(directory, path).split(sep)[0] ?? "");
  }
  return readdirSync(directory).some((name) => !expected.has(name));
}

function writeOnce(disk: Disk, path: string, text: string): void {
  try {
    disk.writeSmall(path, text);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}
