import { execFile } from "node:child_process";
import { access, constants, readdir, stat, statfs } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { FairlineError } from "@fairline/core";
import { openStore } from "@fairline/store";
import { surveyBackends, type BackendReport } from "@fairline/tensor";
import { bytesText, countText } from "../format/amount.ts";

/** One thing that `fairline doctor` looked at. */
export interface Check {
  readonly name: string;
  /** `ok` works; `note` is optional and absent; `problem` stands in the way of a run. */
  readonly state: "ok" | "note" | "problem";
  /** What was found. */
  readonly found: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Less than this and a run may fill the disk. */
const LITTLE_SPACE = 1024 ** 3;

/** Looks at this machine and at the places that a run uses; changes nothing. */
export async function examine(store: string, mirror: string | undefined): Promise<Check[]> {
  return [
    nodeCheck(),
    { name: "machine", state: "ok", found: machineText() },
    ...(await backendChecks()),
    await storeCheck(store),
    await spaceCheck(store),
    await gitCheck(),
    await mirrorCheck(mirror),
  ];
}

function nodeCheck(): Check {
  return {
    name: "node",
    state: "ok",
    found: `${process.versions.node} (20.19 or newer is needed)`,
  };
}

function machineText(): string {
  const cores = countText(availableParallelism(), "core");
  return `${process.platform} ${process.arch}, ${cores}, ${bytesText(totalmem())} of memory`;
}

async function backendChecks(): Promise<Check[]> {
  const reports = await surveyBackends();
  const anyUsable = reports.some(({ usable }) => usable);
  return reports.map((report) => backendCheck(report, anyUsable));
}

/**
 * What there is to say of one backend.
 *
 * @param anyUsable - Whether some backend works: without one, each that does not is a problem.
 */
export function backendCheck(report: BackendReport, anyUsable: boolean): Check {
  const { name, device, version, usable, why, enable } = report;
  return {
    name: `backend ${name}`,
    state: usable ? "ok" : anyUsable ? "note" : "problem",
    found: usable ? `${device ?? ""}; ${version ?? ""}` : `does not work: ${why ?? "unknown"}`,
    ...(enable === null ? {} : { hint: enable }),
  };
}

/** The store can be read by this version, and its nearest existing folder can be written. */
async function storeCheck(store: string): Promise<Check> {
  const existing = await nearestExisting(store);
  try {
    await access(existing, constants.W_OK);
  } catch {
    const hint = "Name another place with --store or FAIRLINE_HOME.";
    return { name: "store", state: "problem", found: `${existing} cannot be written`, hint };
  }
  if (existing !== store) {
    return { name: "store", state: "ok", found: `${store}, made by the first run` };
  }
  try {
    await openStore(store);
    return { name: "store", state: "ok", found: `${store}, readable and writable` };
  } catch (error) {
    if (!(error instanceof FairlineError)) throw error;
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    return { name: "store", state: "problem", found: error.message, ...hint };
  }
}

async function spaceCheck(store: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await nearestExisting(store));
  const free = bavail * bsize;
  const found = `${bytesText(free)} free where the store is`;
  return free < LITTLE_SPACE
    ? { name: "disk", state: "problem", found, hint: "Free some space: fairline cache gc" }
    : { name: "disk", state: "ok", found };
}

async function gitCheck(): Promise<Check> {
  try {
    const { stdout } = await promisify(execFile)("git", ["--version"]);
    return { name: "git", state: "ok", found: stdout.trim().replace(/^git version /, "") };
  } catch {
    const hint = "Install git to keep pipelines and data recipes under version control.";
    return { name: "git", state: "note", found: "not found", hint };
  }
}

async function mirrorCheck(mirror: string | undefined): Promise<Check> {
  if (mirror === undefined) {
    const hint =
      "Set --mirror or FAIRLINE_MIRROR to a folder to read public data without a network.";
    return { name: "mirror", state: "note", found: "none; data is downloaded", hint };
  }
  if ((await stat(mirror).catch(() => undefined))?.isDirectory() !== true) {
    const hint = "Correct --mirror or FAIRLINE_MIRROR.";
    return { name: "mirror", state: "problem", found: `${mirror} is not a folder`, hint };
  }
  const entries = await readdir(mirror, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return { name: "mirror", state: "ok", found: `${mirror} (${folders.sort().join(", ")})` };
}

async function nearestExisting(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((await stat(folder).catch(() => undefined)) !== undefined) return folder;
    if (folder === dirname(folder)) return folder;
  }
}
