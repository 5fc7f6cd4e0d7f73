import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { FairlineError } from "@fairline/core";

/**
 * The real path of a program, as a command would find it.
 *
 * @param path - The folders that are searched, as `PATH` lists them; those that are not absolute mean another place for every
 *   command, and are passed over.
 * @throws FairlineError `FILE_MISSING` where no folder has it.
 */
export function findTool(name: string, path: string): string {
  for (const folder of path.split(delimiter).filter(isAbsolute)) {
    const candidate = join(folder, name);
    if (isProgram(candidate)) return realpathSync(candidate);
  }
  throw new FairlineError("FILE_MISSING", `there is no program ${JSON.stringify(name)} on PATH`, {
    hint: "Install it, or take it out of `tools`.",
  });
}

function isProgram(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
