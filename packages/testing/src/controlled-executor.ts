import { writeFileSync } from "node:fs";

/** What a controlled job must have: a name in its parameter `text`, and paths to write. */
interface ControllableJob {
  readonly type: "stage";
  readonly params: Readonly<Record<string, unknown>>;
  readonly outputs: readonly { readonly path: string }[];
}

/** A job that has started and that waits for the test to say how it goes on. */
export interface StartedJob<Job> {
  readonly job: Job;
  readonly signal: AbortSignal;
  /** Writes every output with the same text, and ends the job. */
  finish(text?: string): void;
  /** Ends the job with an error, as when its process dies. */
  fail(error: Error): void;
}

/**
 * An executor, as the runner takes one, in which the test decides when a stage ends and how. A job is told apart by
 * its parameter `text`. It ends by itself only when its signal is aborted.
 *
 * The runner's own types are not named here, so that this package does not depend on it and its tests can on this.
 */
export class ControlledExecutor<Job extends ControllableJob = ControllableJob> {
  readonly #running = new Map<string, StartedJob<Job>>();
  readonly #awaited = new Map<string, (job: StartedJob<Job>) => void>();
  /** The names of all jobs, in the order in which they started. */
  readonly started: string[] = [];
  /** The most jobs that ran at once. */
  peak = 0;
  isClosed = false;

  /** Starts a job; settles as the test says. */
  execute(
    job: Job | { readonly type: "command" | "check" },
    _observer: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    if (job.type !== "stage") throw new Error("this executor runs no commands");
    const name = String(job.params["text"]);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#running.delete(name);
      };
      const started: StartedJob<Job> = {
        job,
        signal,
        finish: (text = name) => {
          end();
          for (const { path } of job.outputs) writeFileSync(path, text);
          resolve();
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      signal.addEventListener("abort", () => {
        started.fail(signal.reason as Error);
      });
      this.#running.set(name, started);
      this.started.push(name);
      this.peak = Math.max(this.peak, this.#running.size);
      this.#awaited.get(name)?.(started);
      this.#awaited.delete(name);
    });
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  /** Waits until a job has started. */
  async job(name: string): Promise<StartedJob<Job>> {
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    return await new Promise((resolve) => this.#awaited.set(name, resolve));
  }

  /** The names of the jobs that run now, sorted. */
  running(): string[] {
    return [...this.#running.keys()].sort();
  }
}
