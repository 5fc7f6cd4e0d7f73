import { Command } from "commander";
import type { ExitCode } from "../exit-code.ts";
import type { WorkFlags } from "./flags.ts";
import { addExamples, addJobsFlag, addJsonFlag, addPlanFlags } from "./flags.ts";
import type { DefineCommand } from "./command-context.ts";
import type { Terminal } from "../terminal.ts";

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
    finish(await verify(pipeline, flags, terminal));
  });
};

async function verify(
  pipeline: string | undefined,
  flags: WorkFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ openSession }, { onlyPipeline }, { execute }, { verifyPlan }] = await Promise.all([
    import("../session/session.ts"),
    import("../session/pipeline-path.ts"),
    import("../execution/execute.ts"),
    import("@fairline/runner/run"),
  ]);
  const session = await openSession(onlyPipeline(pipeline, terminal.cwd), flags, terminal);
  const { plan, store, host } = session;
  const json = flags.json ?? false;
  const verified = await execute(session, json ? "nothing" : "progress", terminal, (options) =>
    verifyPlan(plan, store, host, options),
  );
  const { first, second, same, differing } = verified;
  if (json) {
    const data = { runs: [first.run, second?.run ?? null], same, differing: [...differing] };
    terminal.out(`${JSON.stringify(data, null, 2)}\n`);
  } else {
    const [{ verificationText }, { makeStyle }] = await Promise.all([
      import("../render/verification.ts"),
      import("../format/style.ts"),
    ]);
    terminal.out(verificationText(verified, makeStyle(terminal.outColor)));
  }
  const failed = [first, second].find((run) => run === undefined || run.counts.failed > 0);
  if (first.exit === 130 || second?.exit === 130) return 130;
  return second === undefined || failed !== undefined || differing.size > 0 ? 1 : 0;
}
