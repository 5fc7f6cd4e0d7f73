import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { WorkFlags } from "./flags.ts";
import { addExamples, addJobsFlag, addJsonFlag, addPlanFlags, gather } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

interface RunFlags extends WorkFlags {
  readonly force?: readonly string[];
  readonly keepGoing?: boolean;
  readonly dryRun?: boolean;
}

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
      "fairline run pipelines/adult.yaml --set strengths=[0,1] -j 4",
      "other parameters, four at a time",
    ],
  ]);
  return command.action(
    async (pipeline: string | undefined, stages: readonly string[], flags: RunFlags) => {
      const words = pipeline === undefined ? [] : [pipeline, ...stages];
      finish(await run(words, flags, terminal));
    },
  );
};

async function run(
  words: readonly string[],
  flags: RunFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ openSession }, { findPipeline }] = await Promise.all([
    import("../session/session.ts"),
    import("../session/pipeline-path.ts"),
  ]);
  const session = await openSession(findPipeline(words, terminal.cwd), flags, terminal);
  const { plan, store, host, rest } = session;
  const { instanceIds } = await import("../session/instance-names.ts");
  const targets = instanceIds(plan, rest);
  if (flags.dryRun === true) {
    const { tellStatus } = await import("../execution/status.ts");
    return await tellStatus(session, targets, flags, terminal);
  }
  const [{ execute }, { runPlan }] = await Promise.all([
    import("../execution/execute.ts"),
    import("@fairline/runner/run"),
  ]);
  const { keepGoing = false, json = false } = flags;
  const force = instanceIds(plan, flags.force ?? []);
  const { exit } = await execute(session, json ? "events" : "all", terminal, (options) =>
    runPlan(plan, store, host, { ...options, targets, force, keepGoing }),
  );
  return exit;
}
