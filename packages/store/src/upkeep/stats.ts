import { lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../disk.ts";
import type { Store } from "../store.ts";

/** How much of one sort of thing a store holds. */
export interface Amount {
  readonly count: number;
  readonly bytes: number;
}

/** What a store holds. */
export interface CacheStats {
  readonly directory: string;
  readonly objects: Amount;
  readonly actions: Amount;
  readonly runs: Amount;
  /** Left by attempts that are under way, or were killed. */
  readonly temporary: Amount;
}

/** Counts what a store holds. Directories are made of links to objects, and take no space of their own. */
export function cacheStats(store: Store): Promise<CacheStats> {
  const { directory, objects, actions, runs, temporary } = store.layout;
  return Promise.resolve({
    directory,
    objects: amountOf(objects),
    actions: amountOf(actions),
    runs: { count: namesIn(runs).length, bytes: amountOf(runs).bytes },
    temporary: amountOf(temporary),
  });
}

/** The names in a directory; none where there is no directory. */
export function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** A file, or the files in a directory and below, and their bytes. */
export function amountOf(place: string): Amount {
  let count = 0;
  let bytes = 0;
  const isFile = lstatSync(place, { throwIfNoEntry: false })?.isDirectory() === false;
  for (const path of isFile ? [place] : filesBelow(place)) {
    count += 1;
    bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return { count, bytes };
}

/** The paths of all files in a directory and below. */
export function filesBelow(directory: string): readonly string[] {
  try {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
    return entries.filter((e) => e.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
