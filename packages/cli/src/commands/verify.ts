import { Command } from "commander";
import type { WorkFlags } from "../session/flags.ts";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJobsFlag, addJsonFlag, addPlanFlags } from "./options.ts";

/** `fairline verify`: reruns without the cache and compares digests. */
export const verifyCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("verify")
    .summary("rerun without the cache and compare")
    .description(
      "Brings the pipeline's results about, runs everything once more without the cache, and compares every\n" +
        "output byte for byte. Exits with 1 if one differs.",
    )
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)");
  addExamples(addJsonFlag(addPlanFlags(addJobsFlag(command))), [
    ["fairline verify pipelines/quickstart.yaml", "does the same pipeline give the same bytes?"],
  ]);
  return command.action(async (pipeline: string | undefined, flags: WorkFlags) => {
    finish(await (await import("./verify.action.ts")).verify(pipeline, flags, terminal));
  });
};
