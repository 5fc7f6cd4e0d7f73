import { FairlineError } from "@fairline/core";
import { runCommand } from "./command.ts";
import type { CommandJob, Executor, JobObserver, WorkerJob } from "./executor.ts";
import { performCheck } from "./perform-check.ts";
import { performJob } from "./perform.ts";
import type { JobSources } from "./perform.ts";

/** Runs stages in this process, for tests and for small pipelines; commands have processes of their own. */
export class InProcessExecutor implements Executor {
  readonly #sources: JobSources;
  readonly #kill: AbortSignal | undefined;

  constructor(sources: JobSources, kill?: AbortSignal) {
    this.#sources = sources;
    this.#kill = kill;
  }

  async execute(
    job: WorkerJob | CommandJob,
    observer: JobObserver,
    signal: AbortSignal,
  ): Promise<void> {
    if (job.type === "command") {
      await runCommand(job, signal, this.#kill);
      return;
    }
    if (job.type === "check") {
      await performCheck(job, this.#sources.codecs);
      return;
    }
    if (Object.keys(job.env).length > 0) {
      throw new FairlineError("OPTION_INVALID", "a stage with `env` needs a process of its own", {
        hint: "Run it in a worker.",
      });
    }
    await performJob(job, this.#sources, observer, signal);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
