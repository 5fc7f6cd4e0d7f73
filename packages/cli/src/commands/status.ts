import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { PlanFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addPlanFlags } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

/** `fairline status`: what would run, and why. */
export const statusCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("status")
    .summary("say what would run, and why")
    .description("Says of every instance whether it would run or be reused, and why. Nothing runs.")
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)");
  addExamples(addJsonFlag(addPlanFlags(command)), [
    ["fairline status pipelines/adult.yaml", "what the next run would do"],
    [
      "fairline status pipelines/adult.yaml --set strengths=[0,9]",
      "what another parameter would cost",
    ],
  ]);
  return command.action(async (pipeline: string | undefined, flags: PlanFlags) => {
    finish(await status(pipeline, flags, terminal));
  });
};

async function status(
  pipeline: string | undefined,
  flags: PlanFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ openSession }, { onlyPipeline }, { tellStatus }] = await Promise.all([
    import("../session/session.ts"),
    import("../session/pipeline-path.ts"),
    import("../execution/status.ts"),
  ]);
  const session = await openSession(onlyPipeline(pipeline, terminal.cwd), flags, terminal);
  return await tellStatus(session, [], flags, terminal);
}
