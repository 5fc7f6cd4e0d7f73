import { Command } from "commander";
import type { PlanFlags } from "../session/flags.ts";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag, addPlanFlags } from "./options.ts";

/** `fairline status`: what would run, and why. */
export const statusCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("status")
    .summary("say what would run, and why")
    .description("Says of every instance whether it would run or be reused, and why. Nothing runs.")
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)");
  addExamples(addJsonFlag(addPlanFlags(command)), [
    ["fairline status pipelines/adult.yaml", "what the next run would do"],
    [
      "fairline status pipelines/adult.yaml --set 'strengths=[0,9]'",
      "what another parameter would cost",
    ],
  ]);
  return command.action(async (pipeline: string | undefined, flags: PlanFlags) => {
    finish(await (await import("./status.action.ts")).status(pipeline, flags, terminal));
  });
};
