import { diffRuns } from "@fairline/runner";
import { openStore } from "@fairline/store";
import { readMetricRows } from "../artifacts/metric-rows.ts";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { diffText } from "../render/runs.ts";
import type { JsonFlags, StoreFlags } from "../session/flags.ts";
import { storePath } from "../session/settings.ts";
import type { Terminal } from "../terminal.ts";

/** Shows in which parameters and figures two runs differ. */
export async function diff(
  [first, second]: readonly [string, string],
  flags: StoreFlags & JsonFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const store = await openStore(storePath(flags, terminal));
  const compared = await diffRuns(store, { readMetrics: readMetricRows }, first, second);
  if (flags.json === true) {
    const { a, b, params, metrics, missing } = compared;
    terminal.out(jsonText({ a: a.run, b: b.run, params, metrics, missing }));
  } else {
    terminal.out(diffText(compared, outStyle(terminal)));
  }
  return 0;
}
