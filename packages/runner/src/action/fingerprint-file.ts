import { realpathSync, statSync } from "node:fs";
import { FairlineError } from "@fairline/core";
import { errorCode } from "@fairline/store";
import type { Content, Store } from "@fairline/store";
import { isInside } from "../inside.ts";

/**
 * Digests a file or folder of the user's that an action reads.
 *
 * @throws FairlineError `FILE_MISSING`, or `FILE_INVALID` for what is neither file nor folder, cannot be read, has a
 *   link that leads out of it, or holds the store, which every run changes.
 */
export async function fingerprintFile(path: string, store: Store): Promise<Content> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new FairlineError("FILE_MISSING", `there is no file ${path}`, {
      hint: "Paths are relative to the pipeline file.",
    });
  }
  if (stat.isDirectory() && isInside(realpathSync(store.directory), realpathSync(path))) {
    throw new FairlineError("FILE_INVALID", `${path} holds the store, which every run changes`, {
      hint: "Name the files and folders in it that are needed, or keep the store elsewhere with `--store`.",
    });
  }
  try {
    return await store.contentOf(path);
  } catch (error) {
    throw readingError(error, path);
  }
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
