import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { JsonFlags, StoreFlags } from "./flags.ts";
import { addExamples, addJsonFlag, addMirrorFlag, addStoreFlag } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

interface DoctorFlags extends StoreFlags, JsonFlags {
  readonly mirror?: string;
  readonly bench?: boolean;
}

/** `fairline doctor`: what works here, and how to enable what does not. */
export const doctorCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("doctor")
    .summary("say what works here, and how to enable what does not")
    .description(
      "Looks at Node, the compute backends, the store, the disk, git and the mirror. Changes nothing.\n" +
        "Exits with 1 if something stands in the way of a run.",
    );
  addJsonFlag(addMirrorFlag(addStoreFlag(command))).option(
    "--bench",
    "also measure how many training steps a second each backend runs",
  );
  addExamples(command, [
    ["fairline doctor", "before the first run, or when something is odd"],
    ["fairline doctor --bench", "to choose a backend: steps a second of a small network"],
  ]);
  return command.action(async (flags: DoctorFlags) => {
    finish(await doctor(flags, terminal));
  });
};

async function doctor(flags: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const [{ examine }, { speedChecks }, { readSettings }, { checksText }, { makeStyle }] =
    await Promise.all([
      import("../doctor/checks.ts"),
      import("../doctor/backend-speed.ts"),
      import("../session/settings.ts"),
      import("../render/checks.ts"),
      import("../format/style.ts"),
    ]);
  const { store, mirror } = await readSettings(flags, terminal);
  const checks = [
    ...(await examine(store, mirror)),
    ...(flags.bench === true ? await speedChecks() : []),
  ];
  terminal.out(
    flags.json === true
      ? `${JSON.stringify(checks, null, 2)}\n`
      : checksText(checks, makeStyle(terminal.outColor)),
  );
  return checks.some(({ state }) => state === "problem") ? 1 : 0;
}
