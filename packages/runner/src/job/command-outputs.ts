import { FairlineError } from "@fairline/core";
import type { CommandWork } from "@fairline/plan";
import { formOf, listTree } from "@fairline/store";
import { outputError } from "./sandbox.ts";
import type { Sandbox } from "./sandbox.ts";
import type { CheckJob, Executor } from "./executor.ts";

/**
 * Requires that what a command wrote is what it declared: a table is a table. It fails that stage, and not the first that
 * reads it.
 *
 * @throws FairlineError `COMMAND_FAILED` with the port and the path that the user wrote.
 */
export async function checkOutputs(
  { out }: CommandWork,
  { outputs, job: { log } }: Sandbox,
  run: (job: CheckJob) => ReturnType<Executor["execute"]>,
): Promise<void> {
  // Anything is a file.
  for (const output of outputs.filter(({ kind }) => kind !== "file")) {
    const { port, kind, path } = output;
    try {
      // A pipe or a device might never end.
      if (formOf(path) === "tree") listTree(path);
    } catch (error) {
      if (!(error instanceof FairlineError)) throw error;
      throw outputError(`output "${port}" of the command: ${error.message}`, log);
    }
    try {
      await run({ type: "check", output, log });
    } catch (error) {
      if (!(error instanceof FairlineError) || !ofContent.has(error.code)) throw error;
      const why = error.message.replaceAll(path, out[port]?.path.replace(/\/$/, "") ?? path);
      throw outputError(`output "${port}" of the command is no ${kind}: ${why}`, log, error.hint);
    }
  }
}

/** What codecs say of bytes that are not of their kind. */
const ofContent: ReadonlySet<string> = new Set([
  "ARTIFACT_INVALID",
  "COLUMN_DUPLICATE",
  "COLUMN_TYPE",
]);
