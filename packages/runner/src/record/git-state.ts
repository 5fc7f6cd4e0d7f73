import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** What git says of a directory. */
export interface GitState {
  readonly commit: string;
  /** Whether no tracked or new file differs from the commit. */
  readonly clean: boolean;
}

const patienceMs = 1_000;

/** Asks git about a directory; undefined where there is no repository, no commit or no git, or git takes long. */
export function gitState(directory: string): Promise<GitState | undefined> {
  if (!isInRepository(directory)) return Promise.resolve(undefined);
  const args = ["-C", directory, "status", "--porcelain=v2", "--branch"];
  return new Promise((resolve) => {
    execFile("git", args, { timeout: patienceMs, maxBuffer: 2 ** 26 }, (error, output) => {
      resolve(error === null ? parse(output) : undefined);
    });
  });
}

function isInRepository(directory: string): boolean {
  for (let above = directory; ; above = dirname(above)) {
    if (existsSync(join(above, ".git"))) return true;
    if (above === dirname(above)) return false;
  }
}

function parse(output: string): GitState | undefined {
  const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(output)?.[1];
  if (commit === undefined) return undefined;
  return { commit, clean: output.split("\n").every((line) => line === "" || line.startsWith("#")) };
}
