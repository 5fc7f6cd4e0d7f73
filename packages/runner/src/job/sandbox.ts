import {
  constants,
  cpSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { FairlineError } from "@fairline/core";
import type { CommandTemplate, CommandWork, Instance } from "@fairline/plan";
import type { CommandJob, JobInput, JobOutput } from "./executor.ts";
import { AttemptDetails } from "../failure.ts";
import { fileName } from "./file-name.ts";
import type { RunnerHost } from "../host.ts";
import { logTail } from "./log-tail.ts";
import { pointName } from "../action/point-name.ts";
import { variable, variablesOf } from "../action/variable.ts";

/** Where the links to a command's inputs lie in its directory. */
const inputFolder = ".fairline";

/** What a command is prepared from. */
export interface SandboxParts {
  /** An attempt's private directory. */
  readonly directory: string;
  /** The directory of the pipeline file. */
  readonly root: string;
  readonly inputs: readonly JobInput[];
  /** Extension by port, for the names of the links. */
  readonly extensions: Readonly<Record<string, string>>;
  readonly host: RunnerHost;
  readonly log: string;
}

/** A command ready to run, and where its outputs will be. */
export interface Sandbox {
  readonly job: CommandJob;
  readonly outputs: readonly JobOutput[];
}

/**
 * Makes the directory that a command runs in: copies of its `deps` at the places that they have relative to
 * the pipeline file, links to its inputs, and nothing else.
 */
export function prepareCommand(
  instance: Instance,
  work: CommandWork,
  parts: SandboxParts,
): Sandbox {
  const cwd = copyDeps(work.deps, parts);
  const temporary = join(parts.directory, "temporary");
  mkdirSync(temporary);
  const inputs = linkInputs(cwd, parts);
  const outputs = Object.entries(work.out).map(([port, { kind, path }]) => {
    const absolute = resolve(cwd, path);
    if (absolute === cwd || !isInside(absolute, cwd)) throw outsideError(port, path);
    mkdirSync(path.endsWith("/") ? absolute : dirname(absolute), { recursive: true });
    return { port, kind, path: absolute };
  });
  const env = environment(instance, parts.host, temporary);
  const fill = { inputs, work, env };
  const command =
    work.command.type === "argv"
      ? work.command.args.map((template) => fillArgument(template, fill))
      : fillScript(work.command.script, fill);
  return { job: { type: "command", command, cwd, env, log: parts.log }, outputs };
}

/**
 * Checks what a command has left.
 *
 * @throws FairlineError `COMMAND_FAILED` for an output that is not there, is a folder where a file was declared or
 *   the other way round, or is a folder with nothing in it.
 */
export function requireOutputs({ out }: CommandWork, { job, outputs }: Sandbox): void {
  for (const { port, kind, path } of outputs) {
    const refuse = (how: string): never => {
      throw outputError(`output "${port}" (${name}) ${how}`, job.log);
    };
    const name = relative(job.cwd, path);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) {
      throw outputError(`the command did not write output "${port}" (${name})`, job.log);
    }
    // A link among its parents would have us take a file from elsewhere away.
    if (!isInside(realpathSync(dirname(path)), realpathSync(job.cwd))) {
      refuse("leads out of the command's directory");
    }
    const isFolder = out[port]?.path.endsWith("/") === true;
    if (isFolder && stat.isFile()) refuse("is a file, and was declared as a folder");
    const isFile = !isFolder && (kind === "file" || kind === "table");
    if (isFile && stat.isDirectory()) refuse("is a folder, and was declared as a file");
    if (stat.isDirectory() && readdirSync(path).length === 0) {
      throw outputError(`the command wrote nothing into output "${port}" (${name})`, job.log);
    }
  }
}

function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory + sep);
}

function outsideError(port: string, path: string): FairlineError {
  const message = `output "${port}" of the command lies outside its directory: ${path}`;
  return new FairlineError("OPTION_INVALID", message, {
    hint: "Name a relative path without `..`; it lies in the command's own directory.",
  });
}

/** What is wrong with a command's outputs, with the end of its log. */
export function outputError(
  message: string,
  log: string,
  hint = "Outputs are written relative to the command's own directory; `${{ out.name }}` gives their paths, and a path that ends in / is a folder.",
): FairlineError {
  const tail = logTail(log);
  return new FairlineError("COMMAND_FAILED", message, {
    hint,
    cause: new AttemptDetails(tail === "" ? "(it printed nothing)" : tail),
  });
}

/**
 * Copies files into the sandbox so that their paths relative to the pipeline file still hold, `..` included.
 *
 * @returns The sandbox's counterpart of the pipeline file's directory.
 */
function copyDeps(deps: readonly string[], { directory, root }: SandboxParts): string {
  let top = root;
  while (deps.some((path) => !path.startsWith(top.endsWith(sep) ? top : top + sep))) {
    top = dirname(top);
  }
  const counterpart = (path: string): string => join(directory, "root", relative(top, path));
  const cwd = counterpart(root);
  mkdirSync(cwd, { recursive: true });
  for (const path of deps) {
    const copy = counterpart(path);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(path, copy, {
      recursive: true,
      dereference: true,
      mode: constants.COPYFILE_FICLONE,
    });
  }
  return cwd;
}

function linkInputs(cwd: string, { inputs, extensions }: SandboxParts): Record<string, string> {
  const paths: Record<string, string> = {};
  if (inputs.length > 0) mkdirSync(join(cwd, inputFolder), { recursive: true });
  for (const input of inputs) {
    const extension = extensions[input.port] ?? "";
    if ("path" in input) {
      const path = `${inputFolder}/${fileName(input.port)}${extension}`;
      symlinkSync(input.path, join(cwd, path));
      paths[input.port] = path;
      continue;
    }
    const folder = `${inputFolder}/${fileName(input.port)}`;
    mkdirSync(join(cwd, folder));
    for (const { point, path } of input.members) {
      symlinkSync(path, join(cwd, folder, fileName(pointName(point)) + extension));
    }
    paths[input.port] = folder;
  }
  return paths;
}

/** What every command sees besides the variables that its stage lists. */
function environment(
  instance: Instance,
  host: RunnerHost,
  temporary: string,
): Record<string, string> {
  const listed = variablesOf(host.env, ["PATH", "HOME", ...instance.env]);
  return { TMPDIR: temporary, LANG: "C.UTF-8", ...listed };
}

interface Filling {
  readonly inputs: Readonly<Record<string, string>>;
  readonly work: CommandWork;
  readonly env: Readonly<Record<string, string>>;
}

function fillArgument(template: CommandTemplate, { inputs, work, env }: Filling): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      if ("in" in part) return inputs[part.in] ?? "";
      if ("out" in part) return work.out[part.out]?.path ?? "";
      const value = variable(env, part.env);
      if (value !== undefined) return value;
      throw new FairlineError("OPTION_INVALID", `environment variable ${part.env} is not set`, {
        hint: "Set it, or take it out of the command.",
      });
    })
    .join("");
}

/** A script is the user's own shell text; what is filled in is never read as shell text. */
function fillScript(template: CommandTemplate, filling: Filling): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      if ("env" in part) {
        fillArgument([part], filling);
        return `\${${part.env}}`;
      }
      const path = fillArgument([part], filling);
      return /^[\w@%+=:,./-]*$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
    })
    .join("");
}
