import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import { errorCode, isUnwritable, storeError } from "../disk.ts";
import type { Disk } from "../disk.ts";
import type { Layout } from "../layout.ts";

/** The format of the stores that this version makes. One with a higher number is refused. */
const storeFormat = 1;

/**
 * Makes sure that a directory is a store that this version can use, and makes it one where there is none.
 *
 * @throws FairlineError `STORE_INCOMPATIBLE` or `STORE_UNWRITABLE`.
 */
export function prepareStore(layout: Layout, disk: Disk): void {
  if (!isMade(layout)) {
    make(layout, disk);
    return;
  }
  try {
    makeDirectories(layout, disk);
  } catch (error) {
    // In a read-only store, what is missing is not needed or will be missed with words.
    if (!isUnwritable(error)) throw storeError(error, layout.directory);
  }
}

/** Makes those that are missing: a user may have removed some of them. */
function makeDirectories(layout: Layout, disk: Disk): void {
  const { objects, trees, actions, leases, runs, history, plans, temporary } = layout;
  for (const path of [objects, trees, actions, leases, runs, history, plans, temporary]) {
    if (!existsSync(path)) disk.makeDirectory(path);
  }
}

function isMade(layout: Layout): boolean {
  let text: string;
  try {
    text = readFileSync(layout.format, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return false;
    throw storeError(error, layout.directory);
  }
  // The machine lost power while the store was being made.
  if (text === "") return false;
  const format = Number(text.trim());
  if (format === storeFormat) return true;
  const found =
    Number.isInteger(format) && format > 0 ? String(format) : JSON.stringify(text.slice(0, 20));
  throw new FairlineError(
    "STORE_INCOMPATIBLE",
    `the store ${layout.directory} has format ${found}; this version of Fairline reads format ${String(storeFormat)}`,
    { hint: "Use the version of Fairline that made it, or another store with `--store`." },
  );
}

function make(layout: Layout, disk: Disk): void {
  if (existsSync(layout.directory) && isForeign(layout)) {
    throw new FairlineError(
      "STORE_INCOMPATIBLE",
      `${layout.directory} is not a store: it holds other files`,
      { hint: "Name an empty directory, or one that is not there yet." },
    );
  }
  try {
    makeDirectories(layout, disk);
    writeOnce(disk, join(layout.directory, ".gitignore"), "*\n");
    const draft = layout.draft("format");
    disk.writeSmall(draft, `${String(storeFormat)}\n`);
    disk.rename(draft, layout.format);
  } catch (error) {
    throw storeError(error, layout.directory);
  }
}

/** What may stand where a store is to be made: one half made, one that another process makes, files fetched for it. */
const expected: ReadonlySet<string> = new Set([
  "objects",
  "trees",
  "actions",
  "leases",
  "runs",
  "history",
  "plans",
  "tmp",
  ".gitignore",
  "format",
  "stat-cache",
  "downloads",
]);

function isForeign({ directory }: Layout): boolean {
  if (!statSync(directory).isDirectory()) return true;
  return readdirSync(directory).some((name) => !expected.has(name));
}

function writeOnce(disk: Disk, path: string, text: string): void {
  try {
    disk.writeSmall(path, text);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}
