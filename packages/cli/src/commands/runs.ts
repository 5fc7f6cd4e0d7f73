import { Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJsonFlag, addStoreFlag, parseCount } from "./options.ts";
import type { RunsFlags } from "./runs.action.ts";

/** `fairline runs`: past runs. */
export const runsCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("runs")
    .summary("list past runs")
    .description("Lists the runs that the store remembers, newest first.")
    .option("-n, --last <n>", "how many", parseCount, 20);
  addExamples(addJsonFlag(addStoreFlag(command)), [
    ["fairline runs", "the last twenty"],
    [
      "fairline diff $(fairline runs --json | jq -r '.[1,0].run')",
      "the last against the one before",
    ],
  ]);
  return command.action(async (flags: RunsFlags) => {
    finish(await (await import("./runs.action.ts")).runs(flags, terminal));
  });
};
