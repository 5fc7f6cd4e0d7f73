import { lstatSync } from "node:fs";
import { basename, dirname } from "node:path";
import { readAction } from "../actions/record.ts";
import { ignoreSystemErrors } from "../disk.ts";
import { filesBelow, namesIn } from "../listing.ts";
import type { LocalStore } from "../local-store.ts";
import { hashFile } from "../objects/hash.ts";

/** What a check of everything found. */
export interface CacheVerification {
  readonly objects: number;
  readonly actions: number;
  /** What is damaged, a sentence each; it has been taken out of the store where that can be written. */
  readonly damaged: readonly string[];
}

/**
 * Reads every object and every action of a store and checks them, whatever is remembered of them. What is
 * damaged is dropped, so that the next run makes it again.
 *
 * @param onProgress - Called after each object.
 */
export async function cacheVerify(
  store: LocalStore,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<CacheVerification> {
  const damaged: string[] = [];
  const paths = filesBelow(store.layout.objects);
  for (const [index, path] of paths.entries()) {
    const digest = basename(dirname(path)) + basename(path);
    const size = lstatSync(path, { throwIfNoEntry: false })?.size;
    // Collected meanwhile.
    if (size === undefined) continue;
    if ((await hashFile(path, size)) !== digest) {
      damaged.push(`object ${digest} does not hold what it held`);
      drop(path, store);
    }
    onProgress(index + 1, paths.length);
  }
  const keys = namesIn(store.layout.actions).map((name) => basename(name, ".json"));
  for (const key of keys) {
    const damage = await damageOfAction(key, store);
    if (damage !== undefined) damaged.push(damage);
  }
  return { objects: paths.length, actions: keys.length, damaged };
}

/** An action is damaged with its record, or with any of its outputs. */
async function damageOfAction(key: string, store: LocalStore): Promise<string | undefined> {
  if (readAction(store.layout.action(key), key).state === "corrupt") {
    drop(store.layout.action(key), store);
    return `the record of action ${key} cannot be read`;
  }
  const lookup = await store.lookup(key);
  return lookup.state === "damaged" ? `action ${key}: ${lookup.damage}` : undefined;
}

function drop(path: string, { disk }: LocalStore): void {
  ignoreSystemErrors(() => {
    disk.unlink(path);
  });
}
