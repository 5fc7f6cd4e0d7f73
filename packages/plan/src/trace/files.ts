import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, sep } from "node:path";
import type { Problem } from "@fairline/yaml";

/** What a path may lead to; `other` is a device, a pipe or a socket, which can be read without an end. */
export type Entry = "file" | "folder" | "other" | "nothing";

/** What lies at an absolute path, links followed. */
export function findEntry(path: string): Entry {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "nothing";
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "folder" : "other";
}

/** Where a link leads to on the way from a folder to a path below it: the nearest folder that exists; null inside. */
export function linkOut(path: string, folder: string): string | null {
  if (!existsSync(folder)) return null;
  const root = realpathSync(folder);
  let above = dirname(path);
  while (!existsSync(above)) above = dirname(above);
  const real = realpathSync(above);
  return real === root || real.startsWith(root + sep) ? null : real;
}

/** A file of a person's is smaller than this, in bytes; what is larger was made by mistake or in malice. */
const LARGEST_FILE = 1024 * 1024;

/** The text of a file, or why it cannot be read. */
export type Source = { readonly text: string } | { readonly problem: Problem };

/**
 * Reads a text file that a pipeline names.
 *
 * @param what - What messages call it: `the included file "shared.yaml"`.
 * @returns Its text, or why it cannot be read. A directory, a device and bytes that are no UTF-8 text are refused.
 */
export function readSource(path: string, what: string): Source {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    return refuse("file-unreadable", `${what} does not exist`, "Check the path.");
  }
  if (!stats.isFile()) return refuse("file-unreadable", `${what} is not a file`);
  if (stats.size > LARGEST_FILE) {
    const size = (stats.size / LARGEST_FILE).toFixed(1);
    return refuse(
      "file-too-large",
      `${what} has ${size} MB, and the limit is 1 MB`,
      "Move data into files of their own, and shared parts into an `include`.",
    );
  }
  return decode(path, what);
}

function decode(path: string, what: string): Source {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse("file-unreadable", `${what} cannot be read: ${reason}`);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return { text };
  } catch {
    // Falls through to the same refusal as a NUL character: these bytes are no text.
  }
  return refuse("file-unreadable", `${what} is not UTF-8 text`, "Save it as UTF-8.");
}

function refuse(code: Problem["code"], message: string, hint?: string): { problem: Problem } {
  return { problem: { code, message, hint } };
}
