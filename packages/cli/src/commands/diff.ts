import { Command } from "commander";
import type { JsonFlags, StoreFlags } from "../session/flags.ts";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag, addStoreFlag } from "./options.ts";

/** `fairline diff`: two runs side by side. */
export const diffCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("diff")
    .summary("compare two runs: parameters and metrics")
    .description("Shows which parameters and figures of two runs differ.")
    .argument("<first>", "a run's id, its beginning, or latest")
    .argument("<second>", "another");
  addExamples(addJsonFlag(addStoreFlag(command)), [
    ["fairline diff 20260101-093000 latest", "what has changed since"],
  ]);
  return command.action(async (first: string, second: string, flags: StoreFlags & JsonFlags) => {
    finish(await (await import("./diff.action.ts")).diff([first, second], flags, terminal));
  });
};
