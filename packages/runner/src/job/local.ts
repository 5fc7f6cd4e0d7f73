import { runCommand } from "./command.ts";
import type { CommandJob, Executor, JobObserver, WorkerJob } from "./executor.ts";
import { WorkerPool } from "./worker-pool.ts";
import type { WorkerModule } from "./worker-pool.ts";

/** Runs jobs on this machine: stages in warm worker processes, commands in processes of their own. */
export class LocalExecutor implements Executor {
  readonly #workers: WorkerPool;
  readonly #kill: AbortSignal | undefined;

  constructor(worker: WorkerModule, kill?: AbortSignal) {
    this.#workers = new WorkerPool(worker, kill);
    this.#kill = kill;
  }

  async execute(
    job: WorkerJob | CommandJob,
    observer: JobObserver,
    signal: AbortSignal,
  ): Promise<void> {
    if (job.type === "command") await runCommand(job, signal, this.#kill);
    else await this.#workers.run(job, observer, signal);
  }

  close(): Promise<void> {
    return this.#workers.close();
  }
}
