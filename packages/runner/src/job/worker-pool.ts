import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { appendFileSync } from "node:fs";
import { FairlineError } from "@fairline/core";
import { ignoreSystemErrors } from "@fairline/store/disk";
import type { JobObserver, WorkerJob } from "./executor.ts";
import { errorOf } from "../failure.ts";
import { lastLines } from "./log-tail.ts";
import { graceMs, signalGroup, stopOnAbort } from "./process-group.ts";
import type { FromWorker, ToWorker } from "./worker-message.ts";

/** How worker processes are started. */
export interface WorkerModule {
  readonly module: string;
  readonly args?: readonly string[];
  /** Options of Node.js for the workers; those of this process where they are not said. */
  readonly execArgv?: readonly string[];
}

/**
 * Worker processes that stay warm between jobs: a job takes one that is idle, or a new one. Each is the
 * leader of a process group, so that what a stage starts ends with it.
 */
export class WorkerPool {
  readonly #start: WorkerModule;
  readonly #kill: AbortSignal | undefined;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();

  constructor(start: WorkerModule, kill?: AbortSignal) {
    this.#start = start;
    this.#kill = kill;
  }

  /** Runs one job; the worker is reused unless it died or had to be stopped. */
  async run(job: WorkerJob, observer: JobObserver, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const worker = this.#idle.pop() ?? this.#fork();
    const cancel: ToWorker = { type: "cancel" };
    const ask = (): void => {
      if (worker.connected) worker.send(cancel);
    };
    const release = stopOnAbort(worker, ask, { signal, kill: this.#kill });
    try {
      await converse(worker, job, observer);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      release();
      if (worker.connected && !signal.aborted) this.#idle.push(worker);
      else signalGroup(worker, "SIGKILL");
    }
    if (signal.aborted) throw signal.reason;
  }

  /** Ends all workers, and kills those that do not end. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map(end));
  }

  #fork(): ChildProcess {
    const worker = fork(this.#start.module, [...(this.#start.args ?? [])], {
      detached: true,
      execArgv: [...(this.#start.execArgv ?? process.execArgv)],
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#all.add(worker);
    const forget = (): void => {
      this.#all.delete(worker);
      const place = this.#idle.indexOf(worker);
      if (place >= 0) this.#idle.splice(place, 1);
    };
    worker.once("exit", () => {
      forget();
      endLeftovers(worker);
    });
    // `converse` reports one that cannot start; one that is idle is not missed.
    worker.on("error", forget);
    return worker;
  }
}

/** Sends a job and waits for its answer, or for the worker's death. */
function converse(worker: ChildProcess, job: WorkerJob, observer: JobObserver): Promise<void> {
  return new Promise((resolve, reject) => {
    const onOutput = (chunk: Buffer): void => {
      keepOutput(job.log, chunk);
    };
    const onMessage = (message: FromWorker): void => {
      switch (message.type) {
        case "progress":
          observer.progress(message.done, message.total, message.note);
          return;
        case "log":
          observer.log(message.level, message.message);
          return;
        case "done":
          settle();
          resolve();
          return;
        case "failed":
          settle();
          reject(errorOf(message.failure));
      }
    };
    // `close` comes after the last output has been read.
    const onClose = (code: number | null, signal: NodeJS.Signals | null): void => {
      settle();
      reject(deathOf(code, signal, job.log));
    };
    const onError = (cause: Error): void => {
      settle();
      signalGroup(worker, "SIGKILL");
      const message = `the worker process could not be started: ${cause.message}`;
      reject(new FairlineError("STAGE_CRASHED", message, { cause }));
    };
    const settle = (): void => {
      worker.stdout?.off("data", onOutput);
      worker.stderr?.off("data", onOutput);
      worker.off("message", onMessage);
      worker.off("close", onClose);
      worker.off("error", onError);
    };
    worker.stdout?.on("data", onOutput);
    worker.stderr?.on("data", onOutput);
    worker.on("message", onMessage);
    worker.once("close", onClose);
    worker.once("error", onError);
    const message: ToWorker = { type: "job", job };
    worker.send(message, (error) => {
      if (error === null) return;
      if (hasEnded(worker)) onClose(worker.exitCode, worker.signalCode);
      else signalGroup(worker, "SIGKILL");
    });
  });
}

/** Appends to a log; where the disk is full the output is lost, and the stage's own failure says why. */
function keepOutput(log: string, chunk: Buffer): void {
  ignoreSystemErrors(() => {
    appendFileSync(log, chunk);
  });
}

function deathOf(code: number | null, signal: NodeJS.Signals | null, log: string): FairlineError {
  const how = signal ?? `exit code ${String(code)}`;
  return new FairlineError("STAGE_CRASHED", `the worker process died (${how})`, {
    hint:
      signal === "SIGKILL"
        ? "The system kills processes when memory runs out: run fewer at once with `-j`, or state `resources: { mem: … }`."
        : "Its last lines are shown; `retry: 1` runs it again when its process dies.",
    cause: lastLines(log),
  });
}

/** Ends what a worker that has ended left running; what it cannot reach must at least not keep our pipes open. */
function endLeftovers(worker: ChildProcess): void {
  signalGroup(worker, "SIGKILL");
  const timer = setTimeout(() => {
    worker.stdout?.destroy();
    worker.stderr?.destroy();
  }, graceMs).unref();
  worker.once("close", () => {
    clearTimeout(timer);
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function end(worker: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (hasEnded(worker)) {
      resolve();
      return;
    }
    const timer = setTimeout(() => {
      signalGroup(worker, "SIGKILL");
    }, graceMs);
    worker.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    if (worker.connected) worker.disconnect();
  });
}
