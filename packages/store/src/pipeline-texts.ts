import { readFileSync } from "node:fs";
import { errorCode, realDisk } from "./disk.ts";
import type { Disk } from "./disk.ts";
import { layoutOf } from "./layout.ts";

/** The plans that a store keeps, as texts; a later one for the same pipeline file takes the place of the last. */
export interface PlanFolder {
  /** The text kept for a pipeline file, by its absolute path; undefined where there is none that can be read. */
  read(file: string): string | undefined;
  /** Keeps a text where the store can be written, and does without where it cannot. */
  write(file: string, text: string): Promise<void>;
}

/** The plans in the store of a directory; to read, nothing needs to be there. */
export function planFolder(directory: string, disk: Disk = realDisk): PlanFolder {
  const layout = layoutOf(directory);
  return {
    read: (file) => {
      try {
        return readFileSync(layout.plan(file), "utf8");
      } catch (error) {
        if (errorCode(error) === undefined) throw error;
        return undefined;
      }
    },
    write: async (file, text) => {
      const draft = layout.draft("plan");
      try {
        await disk.write(draft, text);
        disk.rename(draft, layout.plan(file));
      } catch (error) {
        // Without it the next command plans anew; nothing is lost.
        if (errorCode(error) === undefined) throw error;
        // What cannot be removed now is swept by a garbage collection.
        await disk.remove(draft).catch(() => undefined);
      }
    },
  };
}
