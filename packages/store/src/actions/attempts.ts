import { existsSync } from "node:fs";
import { join } from "node:path";
import { storeError } from "../disk.ts";
import type { StoreFiles } from "../checked-file.ts";

/** A private place on the store's disk for one attempt at an action. */
export interface Attempt {
  /** A path where nothing is yet. */
  path(name: string): string;
  /** A directory of its own, made when it is first asked for. */
  readonly directory: string;
  /** Removes what is left of it, in the background; the store's `end` waits for that. */
  remove(): void;
}

/** The attempts of one process: all lie in one directory, which others remove once the process is gone. */
export class Attempts {
  readonly #files: StoreFiles;
  readonly #directory: string;
  #count = 0;
  readonly #removals = new Set<Promise<void>>();

  constructor(files: StoreFiles, name: string) {
    this.#files = files;
    this.#directory = join(files.layout.temporary, name);
  }

  /** Makes room for an attempt. */
  open(): Attempt {
    const { layout, disk } = this.#files;
    try {
      if (this.#count === 0) disk.makeDirectory(this.#directory);
    } catch (error) {
      throw storeError(error, layout.directory);
    }
    this.#count += 1;
    const directory = join(this.#directory, String(this.#count));
    const used = new Set<string>();
    return {
      path: (name) => {
        const path = `${directory}-${name}`;
        used.add(path);
        return path;
      },
      get directory() {
        if (!used.has(directory)) disk.makeDirectory(directory);
        used.add(directory);
        return directory;
      },
      remove: () => {
        for (const path of used) if (existsSync(path)) this.remove(path);
      },
    };
  }

  /** Removes a file or directory without waiting: freeing blocks can take a file system many milliseconds. */
  remove(path: string): void {
    const removal = this.#files.disk
      .remove(path)
      // What cannot be removed now is swept by a later run.
      .catch(() => undefined)
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }

  /** Removes all attempts, and waits until everything is removed. */
  async close(): Promise<void> {
    if (this.#count > 0) this.remove(this.#directory);
    this.#count = 0;
    await Promise.all(this.#removals);
  }
}
