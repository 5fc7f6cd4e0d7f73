import { tellStatus } from "../execution/status.ts";
import type { ExitCode } from "../exit-code.ts";
import type { PlanFlags } from "../session/flags.ts";
import { onlyPipeline } from "../session/pipeline-path.ts";
import { openSession } from "../session/session.ts";
import type { Terminal } from "../terminal.ts";

/** Tells what would run, and why. */
export async function status(
  pipeline: string | undefined,
  flags: PlanFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const session = await openSession(onlyPipeline(pipeline, terminal.cwd), flags, terminal);
  return await tellStatus(session, [], flags, terminal);
}
