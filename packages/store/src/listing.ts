import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import { errorCode } from "./disk.ts";

/** How much of one sort of thing there is. */
export interface Amount {
  readonly count: number;
  readonly bytes: number;
}

/** The names in a directory; none where there is no directory. @throws FairlineError as {@link requireNoLink} */
export function namesIn(directory: string): readonly string[] {
  requireNoLink(directory);
  return listed(() => readdirSync(directory));
}

/** The paths of all files in a directory and below. @throws FairlineError as {@link requireNoLink} */
export function filesBelow(directory: string): readonly string[] {
  requireNoLink(directory);
  const entries = listed(() => readdirSync(directory, { recursive: true, withFileTypes: true }));
  return entries.filter((e) => e.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** Some files, and those in some directories and below, and their bytes. */
export function amountOf(...paths: readonly string[]): Amount {
  const isFile = (path: string): boolean =>
    lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  return amountOfFiles(paths.flatMap((path) => (isFile(path) ? [path] : filesBelow(path))));
}

/** Some files by their paths, and the bytes of those that are there. */
export function amountOfFiles(paths: readonly string[]): Amount {
  const sizes = paths.map((path) => lstatSync(path, { throwIfNoEntry: false })?.size ?? 0);
  return { count: paths.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/**
 * Requires that a folder of a store is not a link: what lies behind one is not the store's to remove.
 *
 * @throws FairlineError `STORE_DAMAGED`.
 */
export function requireNoLink(directory: string): void {
  if (lstatSync(directory, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new FairlineError(
    "STORE_DAMAGED",
    `${directory} is a link, and a store's folders never are`,
    {
      hint: "Nothing behind it was touched. Remove the link, or choose another store with `--store`; the store as a whole may be a link.",
    },
  );
}

function listed<T>(list: () => readonly T[]): readonly T[] {
  try {
    return list();
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return [];
    throw error;
  }
}
