import { FairlineError, nameHint } from "@fairline/core";
import { explainInstance } from "@fairline/runner/run";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import type { PlanFlags } from "../session/flags.ts";
import { findInstances } from "../session/instance-names.ts";
import { findPipeline } from "../session/pipeline-path.ts";
import { openSession } from "../session/session.ts";
import type { Terminal } from "../terminal.ts";

/** Tells why an instance ran, or was reused. */
export async function explain(
  words: readonly string[],
  flags: PlanFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const { plan, store, host, rest } = await openSession(
    findPipeline(words, terminal.cwd),
    flags,
    terminal,
  );
  const [name] = rest;
  if (name === undefined) {
    const stages = new Set(plan.instances.map(({ stage }) => stage));
    throw new FairlineError("OPTION_INVALID", "no stage is named", {
      hint: nameHint("", stages, "stages"),
    });
  }
  const explained: { instance: string; sentences: readonly string[] }[] = [];
  for (const { id } of findInstances(plan, name)) {
    explained.push({ instance: id, sentences: await explainInstance(plan, store, host, id) });
  }
  terminal.out(
    flags.json === true
      ? jsonText(explained)
      : explained
          .map(
            ({ instance, sentences }) =>
              `${instance}\n${sentences.map((s) => `  ${s}\n`).join("")}`,
          )
          .join(""),
  );
  return 0;
}
