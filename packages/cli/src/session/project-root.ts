import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder that a command belongs to: the nearest one upwards from `from` that holds `.git` or `package.json`.
 *
 * @param from - An absolute path of a folder; it is the answer itself where no folder above qualifies.
 */
export function projectRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git")) || existsSync(join(folder, "package.json"))) return folder;
    if (folder === dirname(folder)) return from;
  }
}
