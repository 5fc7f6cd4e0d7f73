import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fdatasync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { FairlineError } from "@fairline/core";

/**
 * Everything the store does to the disk, so that a test can fail any single step of it.
 *
 * Steps that only touch names are synchronous (a few microseconds each); those that move bytes are not.
 */
export interface Disk {
  /** Makes a directory and its parents. */
  makeDirectory(path: string): void;
  /** Writes a new file; fails with `EEXIST` where one is. */
  write(path: string, data: string | Uint8Array): Promise<void>;
  /** The same for a few bytes, at once. */
  writeSmall(path: string, data: string): void;
  /** Brings a file's bytes to the medium. */
  sync(path: string): Promise<void>;
  /** Moves a file or directory over what is there. */
  rename(from: string, to: string): void;
  /** Gives a file a second name; fails with `EEXIST` where one is. */
  link(from: string, to: string): void;
  /** Copies a few bytes to a new file, at once; fails with `EEXIST` where one is. */
  copySmall(from: string, to: string): void;
  /** Copies a file's bytes (or shares them, where the file system can) to a new file. */
  copy(from: string, to: string): Promise<void>;
  protect(path: string, mode: number): void;
  /** Sets a file's modification time. */
  touch(path: string, time: Date): void;
  unlink(path: string): void;
  /** Removes a file, or a directory with everything in it; nothing where there is none. */
  remove(path: string): Promise<void>;
}

const dataSync = promisify(fdatasync);

/** The disk itself. */
export const realDisk: Disk = {
  makeDirectory: (path) => void mkdirSync(path, { recursive: true }),
  write: async (path, data) => {
    try {
      await writeFile(path, data, { flag: "wx" });
    } catch (error) {
      removePartial(path, error);
      throw error;
    }
  },
  writeSmall: (path, data) => {
    wholeOrNot(path, () => {
      writeFileSync(path, data, { flag: "wx" });
    });
  },
  sync: async (path) => {
    // Only the wait for the medium goes through the thread pool, which costs more than to open a file.
    const file = openSync(path, "r");
    try {
      await dataSync(file);
    } finally {
      closeSync(file);
    }
  },
  rename: renameSync,
  link: linkSync,
  copySmall: (from, to) => {
    wholeOrNot(to, () => {
      copyFileSync(from, to, constants.COPYFILE_EXCL);
    });
  },
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL),
  protect: chmodSync,
  touch: (path, time) => {
    utimesSync(path, time, time);
  },
  unlink: unlinkSync,
  remove: (path) => rm(path, { recursive: true, force: true }),
};

/** Makes a file, and leaves none where that fails: a second try would find it. */
function wholeOrNot(path: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    removePartial(path, error);
    throw error;
  }
}

/** Removes what a failed write has left; what was there before it is not its own. */
function removePartial(path: string, error: unknown): void {
  if (errorCode(error) === "EEXIST") return;
  ignoreSystemErrors(() => {
    unlinkSync(path);
  });
}

/** The code of a system error (`ENOENT`), or undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof FairlineError) return undefined;
  if (!("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Does some work that may fail for reasons of the system. @returns What it gives; undefined where the system refused. */
export function ignoreSystemErrors<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

const linkRefusals: ReadonlySet<string | undefined> = new Set([
  "EMLINK",
  "EXDEV",
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
]);

/** Whether a file system says that it cannot give this file another name. */
export function isLinkRefusal(error: unknown): boolean {
  return linkRefusals.has(errorCode(error));
}

/**
 * Gives a small file a second name, if that is free: of several processes one does.
 *
 * On a file system without links it is a copy, of which another process may see half.
 */
export function linkIfFree(disk: Disk, file: string, name: string): boolean {
  try {
    linkOrCopy(disk, file, name);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function linkOrCopy(disk: Disk, file: string, name: string): void {
  try {
    disk.link(file, name);
  } catch (error) {
    if (!isLinkRefusal(error)) throw error;
    disk.copySmall(file, name);
  }
}

const readOnlyCodes: ReadonlySet<string | undefined> = new Set(["EROFS", "EACCES", "EPERM"]);
const fullCodes: ReadonlySet<string | undefined> = new Set(["ENOSPC", "EDQUOT"]);

/** Whether a system error says that the disk, or the user's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  return fullCodes.has(errorCode(error));
}

/** Whether a failure says that the store cannot be written at all: read-only, or not ours. */
export function isUnwritable(error: unknown): boolean {
  return readOnlyCodes.has(errorCode(error));
}

/**
 * Turns a system error met while writing below `directory` into words; passes every other error through.
 */
export function storeError(error: unknown, directory: string): unknown {
  if (isDiskFull(error)) {
    return new FairlineError("STORE_UNWRITABLE", `the disk is full: ${directory}`, {
      hint: "Free some space (`fairline cache gc` shows what the store could give up), then run again.",
      cause: error,
    });
  }
  if (isUnwritable(error)) {
    return new FairlineError("STORE_UNWRITABLE", `the store cannot be written: ${directory}`, {
      hint: "Results in it are still reused. Give write permission, or choose another store with `--store`.",
      cause: error,
    });
  }
  return error;
}
