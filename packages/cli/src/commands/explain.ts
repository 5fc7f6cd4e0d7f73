import { FairlineError, nameHint } from "@fairline/core";
import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { PlanFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addPlanFlags } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

/** `fairline explain`: why an instance ran, or was reused. */
export const explainCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("explain")
    .summary("say why a stage ran, or was reused")
    .description(
      "Compares what an instance's result depends on now with what its last result depended on, in words.",
    )
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)")
    .argument("[stage[@point]]", "a stage, or one of its instances: train@strength=1");
  addExamples(addJsonFlag(addPlanFlags(command)), [
    ["fairline explain pipelines/adult.yaml train@seed=1,strength=0", "one instance"],
    ["fairline explain evaluate", "every instance of a stage of fairline.yaml"],
  ]);
  return command.action(
    async (first: string | undefined, second: string | undefined, flags: PlanFlags) => {
      const words = [first, second].filter((word) => word !== undefined);
      finish(await explain(words, flags, terminal));
    },
  );
};

async function explain(
  words: readonly string[],
  flags: PlanFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ openSession }, { findPipeline }, { findInstances }, { explainInstance }] =
    await Promise.all([
      import("../session/session.ts"),
      import("../session/pipeline-path.ts"),
      import("../session/instance-names.ts"),
      import("@fairline/runner/run"),
    ]);
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
      ? `${JSON.stringify(explained, null, 2)}\n`
      : explained
          .map(
            ({ instance, sentences }) =>
              `${instance}\n${sentences.map((s) => `  ${s}\n`).join("")}`,
          )
          .join(""),
  );
  return 0;
}
