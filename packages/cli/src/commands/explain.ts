import { Command } from "commander";
import type { PlanFlags } from "../session/flags.ts";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag, addPlanFlags } from "./options.ts";

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
      finish(await (await import("./explain.action.ts")).explain(words, flags, terminal));
    },
  );
};
