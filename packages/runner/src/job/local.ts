import { FairlineError } from "@fairline/core";
import { runCommand } from "./command.ts";
import type { Executor } from "./executor.ts";
import { performJob } from "./perform.ts";
import type { JobSources } from "./perform.ts";
import { WorkerPool } from "./worker-pool.ts";
import type { WorkerModule } from "./worker-pool.ts";

/**
 * Runs jobs on this machine: commands in processes of their own, stages in warm worker processes, or in this process, for
 * tests and small pipelines.
 *
 * @param stages - The module that workers run, or where this process finds stages.
 * @param kill - Kills what runs at once.
 */
export function localExecutor(stages: WorkerModule | JobSources, kill?: AbortSignal): Executor {
  const workers = "module" in stages ? new WorkerPool(stages, kill) : thisProcess(stages);
  return {
    execute: (job, observer, signal) =>
      job.type === "command" ? runCommand(job, signal, kill) : workers.run(job, observer, signal),
    close: () => workers.close(),
  };
}

/** Runs stages in this process. */
function thisProcess(sources: JobSources): Pick<WorkerPool, "run" | "close"> {
  return {
    run: async (job, observer, signal) => {
      if (job.type === "stage" && Object.keys(job.env).length > 0) {
        throw new FairlineError("OPTION_INVALID", "a stage with `env` needs a process of its own", {
          hint: "Run it in a worker.",
        });
      }
      await performJob(job, sources, observer, signal);
    },
    close: () => Promise.resolve(),
  };
}
