import { listRuns } from "@fairline/runner";
import { openStore } from "@fairline/store";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { runsText } from "../render/runs.ts";
import type { JsonFlags, StoreFlags } from "../session/flags.ts";
import { storePath } from "../session/settings.ts";
import type { Terminal } from "../terminal.ts";

/** Options of `fairline runs`. */
export interface RunsFlags extends StoreFlags, JsonFlags {
  readonly last: number;
}

/** Lists past runs, newest first. */
export async function runs(flags: RunsFlags, terminal: Terminal): Promise<ExitCode> {
  const store = await openStore(storePath(flags, terminal));
  const entries = (await listRuns(store)).slice(0, flags.last);
  if (flags.json === true) {
    terminal.out(jsonText(entries));
  } else if (entries.length === 0) {
    terminal.out(`There are no runs in ${store.directory}.\n`);
  } else {
    terminal.out(runsText(entries, outStyle(terminal)));
  }
  return 0;
}
