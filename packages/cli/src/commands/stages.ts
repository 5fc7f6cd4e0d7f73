import { Command } from "commander";
import type { JsonFlags } from "../session/flags.ts";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag } from "./options.ts";

/** `fairline stages`: what stages there are, or everything about one. */
export const stagesCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("stages")
    .summary("list the stages, or describe one")
    .description("Lists the built-in stages; with a name, its ports, parameters and sources.")
    .argument("[name]", "a stage: train/mlp");
  addExamples(addJsonFlag(command), [
    ["fairline stages", "what there is"],
    ["fairline stages train/mlp", "its ports, parameters and sources"],
  ]);
  return command.action(async (name: string | undefined, flags: JsonFlags) => {
    const { describeStage, listStages } = await import("./stages.action.ts");
    finish(
      await (name === undefined
        ? listStages(flags, terminal)
        : describeStage(name, flags, terminal)),
    );
  });
};
