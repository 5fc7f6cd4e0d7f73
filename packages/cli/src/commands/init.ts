import { Argument, Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import { FILE, TEMPLATES, type Template } from "./init-templates.ts";
import { addExamples } from "./options.ts";

/** `fairline init`: writes a commented starter pipeline. */
export const initCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("init")
    .summary("start a pipeline in this folder")
    .description(
      `Writes a commented ${FILE} into this folder; an existing one is left alone.\n` +
        "simulated: a simulated lending world, trained and mitigated. csv: the same for a file of yours.\n" +
        "audit: decisions that somebody made, with no training.",
    )
    .addArgument(
      new Argument("[template]", "which").choices(Object.keys(TEMPLATES)).default("simulated"),
    );
  addExamples(command, [
    ["fairline init && fairline run", "a whole experiment on simulated data"],
    ["fairline init audit", "start from a file of decisions"],
  ]);
  return command.action(async (template: Template) => {
    finish(await (await import("./init.action.ts")).init(template, terminal));
  });
};
