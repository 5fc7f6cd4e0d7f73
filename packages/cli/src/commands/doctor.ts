import { Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import type { DoctorFlags } from "./doctor.action.ts";
import { addExamples, addJsonFlag, addMirrorFlag, addStoreFlag } from "./options.ts";

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
    finish(await (await import("./doctor.action.ts")).doctor(flags, terminal));
  });
};
