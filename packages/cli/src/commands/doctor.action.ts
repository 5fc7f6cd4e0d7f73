import { speedChecks } from "../doctor/backend-speed.ts";
import { examine } from "../doctor/checks.ts";
import type { ExitCode } from "../exit-code.ts";
import { jsonText } from "../format/json.ts";
import { outStyle } from "../format/style.ts";
import { checksText } from "../render/checks.ts";
import type { JsonFlags, StoreFlags } from "../session/flags.ts";
import { readSettings } from "../session/settings.ts";
import type { Terminal } from "../terminal.ts";

/** Options of `fairline doctor`. */
export interface DoctorFlags extends StoreFlags, JsonFlags {
  readonly mirror?: string;
  readonly bench?: boolean;
}

/** Tells what works here, and how to enable what does not. */
export async function doctor(flags: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const { store, mirror } = await readSettings(flags, terminal);
  const checks = [
    ...(await examine(store, mirror)),
    ...(flags.bench === true ? await speedChecks() : []),
  ];
  terminal.out(flags.json === true ? jsonText(checks) : checksText(checks, outStyle(terminal)));
  return checks.some(({ state }) => state === "problem") ? 1 : 0;
}
