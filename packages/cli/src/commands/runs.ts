import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { JsonFlags, StoreFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addStoreFlag, parseCount } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

interface RunsFlags extends StoreFlags, JsonFlags {
  readonly last: number;
}

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
    finish(await runs(flags, terminal));
  });
};

async function runs(flags: RunsFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ openStore }, { listRuns }, { storePath }] = await Promise.all([
    import("@fairline/store"),
    import("@fairline/runner"),
    import("../session/settings.ts"),
  ]);
  const store = await openStore(storePath(flags, terminal));
  const entries = (await listRuns(store)).slice(0, flags.last);
  if (flags.json === true) {
    terminal.out(`${JSON.stringify(entries, null, 2)}\n`);
  } else if (entries.length === 0) {
    terminal.out(`There are no runs in ${store.directory}.\n`);
  } else {
    const [{ runsText }, { makeStyle }] = await Promise.all([
      import("../render/runs.ts"),
      import("../format/style.ts"),
    ]);
    terminal.out(runsText(entries, makeStyle(terminal.outColor)));
  }
  return 0;
}
