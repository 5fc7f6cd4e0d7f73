import {
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { FairlineError } from "@fairline/core";
import { fileName } from "@fairline/store";
import { pointName } from "../action/point-name.ts";
import type { InputFile, JobInput } from "./executor.ts";

/** Where a command's inputs lie in its directory. */
const inputFolder = ".fairline";

/** The inputs of a command in its directory. */
export interface PlacedInputs {
  /** Relative paths by port; a folder with a file for each member of a fan-in. */
  readonly paths: Readonly<Record<string, string>>;
  /**
   * Requires that the command has not written into the copies that it was given.
   *
   * @throws FairlineError `COMMAND_FAILED`.
   */
  readonly requireUnwritten: () => void;
}

/** What is placed: the inputs, and the extension that the name of each gets, by port. */
interface Placed {
  readonly inputs: readonly JobInput[];
  readonly extensions: Readonly<Record<string, string>>;
}

/**
 * Puts a command's inputs into its directory: links to what lies in the store, where it cannot be written, and read-only
 * copies of the user's own files, and of what must be executable.
 */
export function placeInputs(cwd: string, { inputs, extensions }: Placed): PlacedInputs {
  const paths: Record<string, string> = {};
  const copies: Copy[] = [];
  const place = (file: InputFile, target: string, port: string): void => {
    if (file.isOutside === true || file.executable === true) {
      copies.push({ port, files: copyReadOnly(file, join(cwd, target)) });
    } else symlinkSync(file.path, join(cwd, target));
  };
  if (inputs.length > 0) mkdirSync(join(cwd, inputFolder), { recursive: true });
  for (const input of inputs) {
    const { port } = input;
    const extension = extensions[port] ?? "";
    if ("path" in input) {
      const path = `${inputFolder}/${fileName(port)}${extension}`;
      place(input, path, port);
      paths[port] = path;
      continue;
    }
    const folder = `${inputFolder}/${fileName(port)}`;
    mkdirSync(join(cwd, folder));
    for (const member of input.members) {
      place(member, `${folder}/${fileName(pointName(member.point))}${extension}`, port);
    }
    paths[port] = folder;
  }
  return {
    paths,
    requireUnwritten: () => {
      for (const copy of copies) requireCopyUnwritten(copy);
    },
  };
}

/** The files of a copied input, and what `stat` told of each. */
interface Copy {
  readonly port: string;
  readonly files: ReadonlyMap<string, string>;
}

function copyReadOnly({ path, executable }: InputFile, target: string): Copy["files"] {
  if (statSync(path).isFile()) {
    copyFileSync(path, target, constants.COPYFILE_FICLONE);
    chmodSync(target, executable === true ? 0o555 : 0o444);
    return new Map([[target, stampOf(target)]]);
  }
  cpSync(path, target, { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE });
  const entries = readdirSync(target, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      chmodSync(file, lstatSync(file).mode & 0o555);
      return [file, stampOf(file)];
    }),
  );
}

function requireCopyUnwritten({ port, files }: Copy): void {
  for (const [file, stamp] of files) {
    if (stampOf(file) === stamp) continue;
    throw new FairlineError("COMMAND_FAILED", `the command wrote into its input "${port}"`, {
      hint: "Write to an output (`${{ out.name }}`), or copy the input first; the command has only changed its own copy.",
    });
  }
}

/** Changes with what a file holds. */
function stampOf(path: string): string {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) return "";
  return [stat.ino, stat.size, stat.mtimeNs].join(":");
}
