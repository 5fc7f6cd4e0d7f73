import type { Store } from "./store.ts";

/** Writes a file of the store whole: readers see what was there before, or all of this. */
export async function writeAtomically(store: Store, path: string, text: string): Promise<void> {
  const draft = store.layout.draft("file");
  await store.disk.write(draft, text);
  await store.disk.sync(draft);
  store.disk.rename(draft, path);
}
