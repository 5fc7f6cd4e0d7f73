import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { PlanFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addPlanFlags } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

/** `fairline gate`: the gates on what is in the store. */
export const gateCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("gate")
    .summary("evaluate the gates on what is in the store")
    .description(
      "Evaluates a pipeline's gates on results that are in the store. Nothing runs; what is missing fails.\n" +
        "Exits with 2 if a gate fails.",
    )
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)");
  addExamples(addJsonFlag(addPlanFlags(command)), [
    ["fairline gate pipelines/adult.yaml", "after a run, for a pass or a fail"],
  ]);
  return command.action(async (pipeline: string | undefined, flags: PlanFlags) => {
    finish(await gate(pipeline, flags, terminal));
  });
};

async function gate(
  pipeline: string | undefined,
  flags: PlanFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ openSession }, { onlyPipeline }, { evaluateGates }] = await Promise.all([
    import("../session/session.ts"),
    import("../session/pipeline-path.ts"),
    import("@fairline/runner/run"),
  ]);
  const { plan, store, host } = await openSession(
    onlyPipeline(pipeline, terminal.cwd),
    flags,
    terminal,
  );
  const verdicts = await evaluateGates(plan, store, host);
  if (flags.json === true) {
    terminal.out(`${JSON.stringify(verdicts, null, 2)}\n`);
  } else if (verdicts.length === 0) {
    terminal.out("The pipeline has no gates.\n");
  } else {
    const [{ gatesText }, { makeStyle }] = await Promise.all([
      import("../render/gates.ts"),
      import("../format/style.ts"),
    ]);
    terminal.out(gatesText(verdicts, makeStyle(terminal.outColor)));
  }
  return verdicts.some(({ outcome }) => outcome === "fail") ? 2 : 0;
}
