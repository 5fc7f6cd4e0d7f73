import { Command } from "commander";
import type { PlanFlags } from "../session/flags.ts";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag, addPlanFlags } from "./options.ts";

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
    finish(await (await import("./gate.action.ts")).gate(pipeline, flags, terminal));
  });
};
