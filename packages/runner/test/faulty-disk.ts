import { readFileSync, writeFileSync } from "node:fs";
import { realDisk } from "@fairline/store";
import type { Disk } from "@fairline/store";

/** Thrown where the process would have been killed. */
class Killed extends Error {}

/** A disk that fails at one step, and what it did until then. */
export interface FaultyDisk {
  readonly disk: Disk;
  /** The steps taken so far, by name. */
  readonly steps: readonly string[];
}

/**
 * A disk whose step number `fatal` (from 0) kills the process: nothing after it happens, and what was being
 * written is there by half.
 */
export function killedAt(fatal: number, features?: Features): FaultyDisk {
  return faulty((step, path, data) => {
    if (step < fatal) return;
    if (step === fatal && path !== undefined && data !== undefined) {
      writeFileSync(path, data.slice(0, Math.ceil(data.length / 2)));
    }
    throw new Killed(`killed at step ${String(step)}`);
  }, features);
}

/** A disk that gives no file a second name, as FAT and some network file systems. */
export function withoutLinks(): FaultyDisk {
  return faulty(() => undefined, { hasLinks: false });
}

/** A disk that gives a system error at one step, and from then on where `stays`. */
export function failingAt(fatal: number, code: string, stays = false): FaultyDisk {
  return faulty((step, _path, data) => {
    if (step !== fatal && !(stays && step > fatal && data !== undefined)) return;
    throw Object.assign(new Error(`${code}: at step ${String(step)}`), { code });
  });
}

/** A disk that can only be read. */
export function readOnly(): FaultyDisk {
  return faulty(() => {
    throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
  });
}

interface Features {
  readonly hasLinks: boolean;
}

type Fault = (step: number, path?: string, data?: string | Uint8Array) => void;

function faulty(fault: Fault, { hasLinks }: Features = { hasLinks: true }): FaultyDisk {
  const steps: string[] = [];
  const before = (name: string, path?: string, data?: string | Uint8Array): void => {
    steps.push(name);
    fault(steps.length - 1, path, data);
  };
  const disk: Disk = {
    makeDirectory: (path) => {
      before("makeDirectory");
      realDisk.makeDirectory(path);
    },
    write: async (path, data) => {
      before("write", path, data);
      await realDisk.write(path, data);
    },
    writeSmall: (path, data) => {
      before("writeSmall", path, data);
      realDisk.writeSmall(path, data);
    },
    sync: async (path) => {
      before("sync");
      await realDisk.sync(path);
    },
    rename: (from, to) => {
      before("rename");
      realDisk.rename(from, to);
    },
    link: (from, to) => {
      before("link");
      if (!hasLinks) throw Object.assign(new Error("EPERM: no links here"), { code: "EPERM" });
      realDisk.link(from, to);
    },
    copySmall: (from, to) => {
      before("copySmall", to, readFileSync(from, "utf8"));
      realDisk.copySmall(from, to);
    },
    copy: async (from, to) => {
      before("copy", to, "half");
      await realDisk.copy(from, to);
    },
    protect: (path, mode) => {
      before("protect");
      realDisk.protect(path, mode);
    },
    // The heartbeat comes when it comes: it is no step of the run.
    touch: () => undefined,
    unlink: (path) => {
      before("unlink");
      realDisk.unlink(path);
    },
    remove: async (path) => {
      before("remove");
      await realDisk.remove(path);
    },
  };
  return { disk, steps };
}
