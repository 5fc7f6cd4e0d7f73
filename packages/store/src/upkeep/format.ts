import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { FairlineError } from "@fairline/core";
import { readText, writeAtomically } from "../checked-file.ts";
import type { StoreFiles } from "../checked-file.ts";
import { errorCode, isUnwritable, storeError } from "../disk.ts";
import type { Disk } from "../disk.ts";
import type { Layout } from "../layout.ts";
import { requireNoLink } from "../listing.ts";

/** The format of the stores that this version makes and reads. */
const storeFormat = 2;

/**
 * Makes sure that a directory is a store that this version can use, and makes it one where there is none.
 *
 * @throws FairlineError `STORE_INCOMPATIBLE` or `STORE_UNWRITABLE`.
 */
export async function prepareStore(files: StoreFiles): Promise<void> {
  const { layout } = files;
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
  for (const path of directoriesOf(layout)) {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) disk.makeDirectory(path);
    else if (!stat.isDirectory()) throw notFolder(path);
  }
}

function notFolder(path: string): FairlineError {
  requireNoLink(path);
  return new FairlineError("STORE_DAMAGED", `${path} is a file, and a store has a folder there`, {
    hint: "Remove it; the next run makes the folder.",
  });
}

function directoriesOf(layout: Layout): readonly string[] {
  const { objects, trees, actions, leases, runs, history, plans, checkpoints, temporary } = layout;
  return [
    dirname(objects),
    objects,
    trees,
    actions,
    leases,
    runs,
    history,
    plans,
    checkpoints,
    temporary,
  ];
}

function isStore({ format, directory }: Layout): boolean {
  let text: string | undefined;
  try {
    text = readText(format);
  } catch (error) {
    throw storeError(error, directory);
  }
  // An empty one is of a machine that lost power while the store was being made.
  if (text === undefined || text === "") return false;
  // No version wrote anything but a number: it is damaged, and made again as where it is missing.
  if (!/^[1-9]\d*\s*$/.test(text)) return false;
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
        : "Use the version of Fairline that made it, or another store with `--store`. Where no other version made it, its file `format` is damaged: remove that file.",
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
