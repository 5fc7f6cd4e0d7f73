import { runPlan } from "@fairline/runner/run";
import { execute } from "../execution/execute.ts";
import { tellStatus } from "../execution/status.ts";
import type { ExitCode } from "../exit-code.ts";
import type { WorkFlags } from "../session/flags.ts";
import { instanceIds } from "../session/instance-names.ts";
import { findPipeline } from "../session/pipeline-path.ts";
import { openSession } from "../session/session.ts";
import type { Terminal } from "../terminal.ts";

/** Options of `fairline run`. */
export interface RunFlags extends WorkFlags {
  readonly force?: readonly string[];
  readonly keepGoing?: boolean;
  readonly dryRun?: boolean;
}

/** Runs a pipeline, or tells what would run. */
export async function run(
  words: readonly string[],
  flags: RunFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const session = await openSession(findPipeline(words, terminal.cwd), flags, terminal);
  const { plan, store, host, rest } = session;
  const targets = instanceIds(plan, rest);
  if (flags.dryRun === true) return await tellStatus(session, targets, flags, terminal);
  const { keepGoing = false, json = false } = flags;
  const force = instanceIds(plan, flags.force ?? []);
  const { exit } = await execute(session, json ? "events" : "all", terminal, (options) =>
    runPlan(plan, store, host, { ...options, targets, force, keepGoing }),
  );
  return exit;
}
