import { readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, relative } from "node:path";
import { FairlineError } from "@fairline/core";
import type { CommandWork } from "@fairline/plan";
import { formOf, listTree } from "@fairline/store";
import { isInside } from "../inside.ts";
import type { CheckJob, JobOutput } from "./executor.ts";
import { lastLines } from "./log-tail.ts";
import type { Sandbox } from "./sandbox.ts";

/**
 * Requires that a command has left what it declared, and that a table is a table: it fails that stage, and not the first
 * that reads it.
 *
 * @param check - Reads an output with the codec of its kind.
 * @throws FairlineError `COMMAND_FAILED` for an output that is not there, is a folder where a file was declared or
 *   the other way round, is a folder with nothing in it, or is not of its kind; with the port and the path that the user wrote.
 */
export async function requireOutputs(
  { out }: CommandWork,
  sandbox: Sandbox,
  check: (job: CheckJob) => Promise<void>,
): Promise<void> {
  const { cwd, log } = sandbox.job;
  const declared = (port: string): string => out[port]?.path ?? "";
  for (const output of sandbox.outputs) {
    const problem = problemOfForm(output, declared(output.port), cwd);
    if (problem !== undefined) throw outputError(problem, log);
  }
  // Anything is a file.
  for (const output of sandbox.outputs.filter(({ kind }) => kind !== "file")) {
    await requireKind(output, declared(output.port), { log, check });
  }
}

/** What is wrong with an output as a file or folder, as a sentence; undefined where nothing is. */
function problemOfForm(
  { port, kind, path }: JobOutput,
  declared: string,
  cwd: string,
): string | undefined {
  const output = `output "${port}" (${relative(cwd, path)})`;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return `the command did not write ${output}`;
  // A link among its parents would have us take a file from elsewhere away.
  if (!isInside(realpathSync(dirname(path)), realpathSync(cwd))) {
    return `${output} leads out of the command's directory`;
  }
  const isFolder = declared.endsWith("/");
  if (isFolder && stat.isFile()) return `${output} is a file, and was declared as a folder`;
  const isFile = !isFolder && (kind === "file" || kind === "table");
  if (isFile && stat.isDirectory()) return `${output} is a folder, and was declared as a file`;
  const isEmpty = stat.isDirectory() && readdirSync(path).length === 0;
  return isEmpty ? `the command wrote nothing into ${output}` : undefined;
}

async function requireKind(
  output: JobOutput,
  declared: string,
  { log, check }: { log: string; check: (job: CheckJob) => Promise<void> },
): Promise<void> {
  const { port, kind, path } = output;
  try {
    // A pipe or a device might never end.
    if (formOf(path) === "tree") listTree(path);
  } catch (error) {
    throw invalidOutput(port, error, log);
  }
  try {
    await check({ type: "check", output, log });
  } catch (error) {
    if (!(error instanceof FairlineError) || !ofContent.has(error.code)) throw error;
    const why = error.message.replaceAll(path, declared.replace(/\/$/, ""));
    throw outputError(`output "${port}" of the command is no ${kind}: ${why}`, log, error.hint);
  }
}

/** What codecs say of bytes that are not of their kind. */
const ofContent: ReadonlySet<string> = new Set([
  "ARTIFACT_INVALID",
  "COLUMN_DUPLICATE",
  "COLUMN_TYPE",
]);

/** An error of the store about an output, as one of the command that wrote it; passes every other error through. */
export function invalidOutput(port: string, error: unknown, log: string): unknown {
  if (!(error instanceof FairlineError) || error.code !== "ARTIFACT_INVALID") return error;
  return outputError(`output "${port}" of the command: ${error.message}`, log);
}

function outputError(
  message: string,
  log: string,
  hint = "Outputs are written relative to the command's own directory; `${{ out.name }}` gives their paths, and a path that ends in / is a folder.",
): FairlineError {
  return new FairlineError("COMMAND_FAILED", message, { hint, cause: lastLines(log) });
}
