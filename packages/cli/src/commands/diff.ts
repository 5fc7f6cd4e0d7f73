import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { JsonFlags, StoreFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addStoreFlag } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

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
    finish(await diff([first, second], flags, terminal));
  });
};

async function diff(
  [first, second]: readonly [string, string],
  flags: StoreFlags & JsonFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ openStore }, { diffRuns }, { storePath }, { readMetricRows }] = await Promise.all([
    import("@fairline/store"),
    import("@fairline/runner"),
    import("../session/settings.ts"),
    import("../artifacts/metric-rows.ts"),
  ]);
  const store = await openStore(storePath(flags, terminal));
  const compared = await diffRuns(store, { readMetrics: readMetricRows }, first, second);
  if (flags.json === true) {
    const { a, b, params, metrics, missing } = compared;
    terminal.out(`${JSON.stringify({ a: a.run, b: b.run, params, metrics, missing }, null, 2)}\n`);
    return 0;
  }
  const [{ diffText }, { makeStyle }] = await Promise.all([
    import("../render/runs.ts"),
    import("../format/style.ts"),
  ]);
  terminal.out(diffText(compared, makeStyle(terminal.outColor)));
  return 0;
}
