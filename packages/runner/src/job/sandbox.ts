import { constants, cpSync, mkdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { FairlineError } from "@fairline/core";
import type { CommandTemplate, CommandWork, Instance, ShellWork } from "@fairline/plan";
import type { CommandJob, JobInput, JobOutput } from "./executor.ts";
import { placeInputs } from "./command-inputs.ts";
import { isInside } from "../inside.ts";
import { ShellText, quotedPath, quotedVariable } from "./shell-text.ts";
import type { ShellPlace } from "./shell-text.ts";
import { variable, variablesOf } from "../action/variable.ts";

/** What a command is prepared from. */
export interface SandboxParts {
  /** An attempt's private directory. */
  readonly directory: string;
  /** The directory of the pipeline file. */
  readonly root: string;
  readonly inputs: readonly JobInput[];
  /** Extension by port, for the names of the inputs. */
  readonly extensions: Readonly<Record<string, string>>;
  /** The variables of the runner's own process. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: string;
}

/** A command ready to run, and where its outputs will be. */
export interface Sandbox {
  readonly job: CommandJob;
  readonly outputs: readonly JobOutput[];
  /** See {@link PlacedInputs.requireUnwritten}. */
  readonly requireUnwritten: () => void;
}

/**
 * Makes the directory that a command runs in: copies of its `deps` at the places that they have relative to
 * the pipeline file, its inputs, and nothing else.
 */
export function prepareCommand(
  instance: Instance,
  work: CommandWork,
  parts: SandboxParts,
): Sandbox {
  const cwd = copyDeps(work.deps, parts);
  const temporary = join(parts.directory, "temporary");
  mkdirSync(temporary);
  const { paths: inputs, requireUnwritten } = placeInputs(cwd, parts);
  const outputs = Object.entries(work.out).map(([port, { kind, path }]) => {
    const absolute = resolve(cwd, path);
    if (absolute === cwd || !isInside(absolute, cwd)) throw outsideError(port, path);
    mkdirSync(path.endsWith("/") ? absolute : dirname(absolute), { recursive: true });
    return { port, kind, path: absolute };
  });
  const env = environment(instance, parts.variables, temporary);
  const fill = { inputs, work, env };
  const command =
    work.command.type === "argv"
      ? work.command.args.map((template) => fillArgument(template, fill))
      : shellCommand(fillScript(work.command.script, fill), work.command.shell);
  const isShell = work.command.type === "shell";
  return {
    job: { type: "command", command, isShell, cwd, env, log: parts.log },
    outputs,
    requireUnwritten,
  };
}

function outsideError(port: string, path: string): FairlineError {
  const message = `output "${port}" of the command lies outside its directory: ${path}`;
  return new FairlineError("OPTION_INVALID", message, {
    hint: "Name a relative path without `..`; it lies in the command's own directory.",
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

/** What every command sees besides the variables that its stage lists. */
function environment(
  instance: Instance,
  variables: SandboxParts["variables"],
  temporary: string,
): Record<string, string> {
  const listed = variablesOf(variables, ["PATH", "HOME", ...instance.env]);
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

/** A script is the user's own shell text; what is filled in is never read as shell text, whatever quotes it stands in. */
function fillScript(template: CommandTemplate, filling: Filling): string {
  const script = new ShellText();
  for (const part of template) {
    if (typeof part === "string") script.append(part);
    else script.fill(filledPart(part, script.place, filling));
  }
  return script.text;
}

function filledPart(
  part: Exclude<CommandTemplate[number], string>,
  place: ShellPlace,
  filling: Filling,
): string {
  const value = fillArgument([part], filling);
  if (!("env" in part)) return quotedPath(value, place);
  const text = quotedVariable(part.env, place);
  if (text !== undefined) return text;
  throw new FairlineError(
    "OPTION_INVALID",
    `\${{ env.${part.env} }} stands in a here-document with a quoted end, in which the shell reads no variables`,
    { hint: "Take the quotes off the word after <<, or pass the value as an argument." },
  );
}

/** A script and the shell that runs it. */
function shellCommand(script: string, shell: ShellWork["shell"]): readonly string[] {
  return shell === "default" ? ["/bin/sh", "-e", "-c", pipefail + script] : [...shell, script];
}

/** A pipe fails with any of its commands, in shells that know how; on the script's first line, whose number stays. */
const pipefail = "if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi; ";
