import { planStatus } from "@fairline/runner/run";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { statusText } from "../render/status.ts";
import type { JsonFlags } from "../session/flags.ts";
import { withUpstream } from "../session/instance-names.ts";
import type { Session } from "../session/session.ts";
import type { Terminal } from "../terminal.ts";

/** Tells what a run of some instances (all, for none) would do; runs nothing. */
export async function tellStatus(
  { plan, store, host }: Session,
  targets: readonly string[],
  { json = false }: JsonFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const wanted = withUpstream(plan, targets);
  const instances = (await planStatus(plan, store, host)).filter(({ id }) => wanted.has(id));
  const { switchedOff } = plan;
  terminal.out(
    json
      ? jsonText({ pipeline: plan.name, instances, switchedOff })
      : statusText(instances, { switchedOff, base: terminal.cwd }, outStyle(terminal)),
  );
  return 0;
}
