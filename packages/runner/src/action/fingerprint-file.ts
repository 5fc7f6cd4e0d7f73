import { realpathSync, statSync } from "node:fs";
import { sep } from "node:path";
import { FairlineError } from "@fairline/core";
import { errorCode } from "@fairline/store";
import type { Store, Stored } from "@fairline/store";

/** A file or folder of the user's that a key holds the digest of. */
export interface WatchedFile {
  readonly path: string;
  readonly stored: Stored;
}

/**
 * Digests a file or folder of the user's that an action reads.
 *
 * @throws FairlineError `FILE_MISSING`, or `FILE_INVALID` for what is neither file nor folder, cannot be read, has a
 *   link that leads out of it, or holds the store, which every run changes.
 */
export async function watchFile(path: string, store: Store): Promise<WatchedFile> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new FairlineError("FILE_MISSING", `there is no file ${path}`, {
      hint: "Paths are relative to the pipeline file.",
    });
  }
  if (stat.isDirectory() && holds(path, store.directory)) {
    throw new FairlineError("FILE_INVALID", `${path} holds the store, which every run changes`, {
      hint: "Name the files and folders in it that are needed, or keep the store elsewhere with `--store`.",
    });
  }
  try {
    return { path, stored: await store.digestOfPath(path) };
  } catch (error) {
    throw readingError(error, path);
  }
}

function holds(folder: string, path: string): boolean {
  const [outer, inner] = [realpathSync(folder), realpathSync(path)];
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

function readingError(error: unknown, path: string): unknown {
  if (error instanceof FairlineError && error.code === "ARTIFACT_INVALID") {
    const { message, hint } = error;
    return new FairlineError("FILE_INVALID", `${path} cannot be read: ${message}`, {
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    });
  }
  if (errorCode(error) === undefined || !(error instanceof Error)) return error;
  return new FairlineError("FILE_INVALID", `${path} cannot be read: ${error.message}`, {
    hint: "Give read permission, or name another file.",
    cause: error,
  });
}
