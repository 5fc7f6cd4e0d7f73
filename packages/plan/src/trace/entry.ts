import { statSync } from "node:fs";

/** What a path may lead to; `other` is a device, a pipe or a socket, which can be read without an end. */
export type Entry = "file" | "folder" | "other" | "nothing";

/** What lies at an absolute path, links followed. */
export function findEntry(path: string): Entry {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "nothing";
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "folder" : "other";
}
