import { evaluateGates } from "@fairline/runner/run";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { gatesText } from "../render/gates.ts";
import type { PlanFlags } from "../session/flags.ts";
import { onlyPipeline } from "../session/pipeline-path.ts";
import { openSession } from "../session/session.ts";
import type { Terminal } from "../terminal.ts";

/** Evaluates the gates on what is in the store. */
export async function gate(
  pipeline: string | undefined,
  flags: PlanFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { plan, store, host } = await openSession(
    onlyPipeline(pipeline, terminal.cwd),
    flags,
    terminal,
  );
  const verdicts = await evaluateGates(plan, store, host);
  if (flags.json === true) {
    terminal.out(jsonText(verdicts));
  } else if (verdicts.length === 0) {
    terminal.out("The pipeline has no gates.\n");
  } else {
    terminal.out(gatesText(verdicts, outStyle(terminal)));
  }
  return verdicts.some(({ outcome }) => outcome === "fail") ? 2 : 0;
}
