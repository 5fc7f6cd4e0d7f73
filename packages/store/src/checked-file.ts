import { readFileSync } from "node:fs";
import { sha256 } from "@fairline/core";
import { errorCode, ignoreSystemErrors } from "./disk.ts";
import type { Disk } from "./disk.ts";
import type { Layout } from "./layout.ts";

/** What a checked file turned out to hold. */
export type CheckedText =
  | { readonly state: "whole"; readonly text: string }
  | { readonly state: "missing" }
  | { readonly state: "corrupt" };

/** A directory, and what it is written with. */
export interface StoreFiles {
  readonly layout: Layout;
  readonly disk: Disk;
}

const digestLength = 64;

/** A text below a line with its SHA-256 digest, so that damage shows. */
export function withDigest(text: string): string {
  return `${sha256(text)}\n${text}`;
}

/** The text of a file; undefined where there is none. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** Reads a file that holds what {@link withDigest} gave. */
export function readChecked(path: string): CheckedText {
  const content = readText(path);
  if (content === undefined) return { state: "missing" };
  const text = content.slice(digestLength + 1);
  return content.startsWith(`${sha256(text)}\n`) ? { state: "whole", text } : { state: "corrupt" };
}

/** {@link readChecked} for what a store can do without: undefined where it is missing or corrupt, or cannot be read. */
export function readIfWhole(path: string): string | undefined {
  const read = ignoreSystemErrors(() => readChecked(path));
  return read?.state === "whole" ? read.text : undefined;
}

/** Writes a checked file that a store can do without; nothing where it cannot be written. */
export async function writeIfPossible(
  files: StoreFiles,
  path: string,
  text: string,
): Promise<void> {
  try {
    await writeAtomically(files, path, withDigest(text));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

/** Writes a file whole: readers see what was there before, or all of `text`. */
export async function writeAtomically(
  { layout, disk }: StoreFiles,
  path: string,
  text: string,
): Promise<void> {
  const temporary = layout.temporaryPath("file");
  try {
    await disk.write(temporary, text);
    await disk.sync(temporary);
    disk.rename(temporary, path);
  } catch (error) {
    // What cannot be removed now is swept by a garbage collection.
    await disk.remove(temporary).catch(() => undefined);
    throw error;
  }
}
