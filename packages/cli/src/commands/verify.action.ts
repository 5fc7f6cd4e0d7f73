import { verifyPlan } from "@fairline/runner/run";
import { execute } from "../execution/execute.ts";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { verificationText } from "../render/verification.ts";
import type { WorkFlags } from "../session/flags.ts";
import { onlyPipeline } from "../session/pipeline-path.ts";
import { openSession } from "../session/session.ts";
import type { Terminal } from "../terminal.ts";

/** Runs a pipeline twice and compares the outputs. */
export async function verify(
  pipeline: string | undefined,
  flags: WorkFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const session = await openSession(onlyPipeline(pipeline, terminal.cwd), flags, terminal);
  const { plan, store, host } = session;
  const json = flags.json ?? false;
  const verified = await execute(session, json ? "nothing" : "progress", terminal, (options) =>
    verifyPlan(plan, store, host, options),
  );
  const { first, second, same, differing } = verified;
  if (json) {
    const data = { runs: [first.run, second?.run ?? null], same, differing: [...differing] };
    terminal.out(jsonText(data));
  } else {
    terminal.out(verificationText(verified, outStyle(terminal)));
  }
  const failed = [first, second].find((run) => run === undefined || run.counts.failed > 0);
  if (first.exit === 130 || second?.exit === 130) return 130;
  return second === undefined || failed !== undefined || differing.size > 0 ? 1 : 0;
}
