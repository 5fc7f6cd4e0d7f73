import { existsSync, realpathSync } from "node:fs";
import { dirname, sep } from "node:path";

/** Where a link leads to on the way from a folder to a path below it: the nearest folder that exists; null inside. */
export function linkOut(path: string, folder: string): string | null {
  if (!existsSync(folder)) return null;
  const root = realpathSync(folder);
  let above = dirname(path);
  while (!existsSync(above)) above = dirname(above);
  const real = realpathSync(above);
  return real === root || real.startsWith(root + sep) ? null : real;
}
