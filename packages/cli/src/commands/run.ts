import { Command } from "commander";
import type { DefineCommand } from "./command-context.ts";
import { addExamples, addJobsFlag, addJsonFlag, addPlanFlags, gather } from "./options.ts";
import type { RunFlags } from "./run.action.ts";

/** `fairline run`: runs what is not in the store yet. */
export const runCommand: DefineCommand = ({ terminal, finish }) => {
  const command = new Command("run")
    .summary("run a pipeline")
    .description(
      "Runs a pipeline, or some of its stages and what they need. What the store holds already is reused.\n" +
        "Exits with 0 if all went well, 1 if a stage failed, 2 if a gate failed, 3 if the pipeline is wrong.",
    )
    .argument("[pipeline]", "a pipeline file (default: fairline.yaml)")
    .argument("[stages...]", "stages or instances to bring about (default: all)");
  addJobsFlag(command)
    .option("-f, --force <stage>", "run a stage although it is in the store; repeatable", gather)
    .option("-k, --keep-going", "after a failure, run what does not depend on it")
    .option("-n, --dry-run", "say what would run, and run nothing");
  addJsonFlag(addPlanFlags(command), "print events, one JSON object a line");
  addExamples(command, [
    ["fairline run", "the fairline.yaml of this folder"],
    ["fairline run pipelines/adult.yaml evaluate", "one stage and what it needs"],
    [
      "fairline run pipelines/adult.yaml --set 'strengths=[0,1]' -j 4",
      "other parameters, four at a time",
    ],
  ]);
  return command.action(
    async (pipeline: string | undefined, stages: readonly string[], flags: RunFlags) => {
      const words = pipeline === undefined ? [] : [pipeline, ...stages];
      finish(await (await import("./run.action.ts")).run(words, flags, terminal));
    },
  );
};
