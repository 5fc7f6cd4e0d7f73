import { sep } from "node:path";

/** Whether a path is a directory or lies in it; both absolute, links resolved or both not. */
export function isInside(path: string, directory: string): boolean {
  const prefix = directory.endsWith(sep) ? directory : directory + sep;
  return path === directory || path.startsWith(prefix);
}
