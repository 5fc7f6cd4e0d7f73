import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { PARTS, PENDING, ROUND, TASK, openControl, throwFailure, waitWhile } from "./control.ts";
import type { Control } from "./control.ts";
import type { WorkerStart } from "./serve.ts";
import { taskNumber } from "./task.ts";
import type { Perform, TaskName } from "./task.ts";

/** Threads that do the parts of a task at the same time, over memory that they share. */
export interface Crew<Memories> {
  /** This thread and its workers. */
  readonly threads: number;
  /** Gives memory to all threads. What was shared under another name stays. */
  share(memories: Memories): void;
  /**
   * Does a task, in parts, and returns when all are done. This thread does the first part.
   *
   * @param parts - From 1 to `threads`.
   * @param args - What the task takes besides memory, 4 numbers at most.
   * @throws Error if a worker fails.
   */
  run(task: TaskName, parts: number, ...args: readonly number[]): void;
  /** Ends the workers. */
  close(): Promise<void>;
}

/** What a crew can do. */
export interface Skills<Memories> {
  readonly perform: Perform<Memories>;
  /** The file of a worker, which serves with the same `perform`. */
  readonly worker: URL;
  /** What is shared from the beginning. */
  readonly memories: Memories;
}

/**
 * Starts a crew: one worker fewer than threads, and none for one thread.
 *
 * Workers sleep but for a few microseconds after each task. This thread waits for them without yielding to its event
 * loop.
 */
export async function openCrew<Memories extends object>(
  threads: number,
  skills: Skills<Memories>,
): Promise<Crew<Memories>> {
  const control = openControl();
  const workers = Array.from({ length: threads - 1 }, (_, i) =>
    startWorker(skills, control, i + 1),
  );
  const close = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    await Promise.all(workers.map((worker) => once(worker, "message")));
  } catch (error) {
    await close();
    throw error;
  }
  return { ...commands(control, workers, skills), threads, close };
}

function startWorker<Memories>(
  { worker, memories }: Skills<Memories>,
  control: Control,
  part: number,
): Worker {
  const workerData: WorkerStart<Memories> = { control, part, memories };
  return new Worker(worker, { workerData });
}

function commands<Memories extends object>(
  control: Control,
  workers: readonly Worker[],
  { perform, memories: first }: Skills<Memories>,
): Pick<Crew<Memories>, "share" | "run"> {
  let known = first;
  const run: Crew<Memories>["run"] = (task, parts, ...args) => {
    control.args.set(args);
    if (parts > 1) start(control, workers.length, taskNumber(task), parts);
    perform(task, known, { share: { part: 0, parts }, args: control.args });
    if (parts > 1) finish(control);
  };
  const share: Crew<Memories>["share"] = (memories) => {
    known = { ...known, ...memories };
    for (const worker of workers) worker.postMessage(memories);
    run("take", workers.length + 1);
  };
  return { run, share };
}

function start({ flags }: Control, workers: number, task: number, parts: number): void {
  flags[TASK] = task;
  flags[PARTS] = parts;
  Atomics.store(flags, PENDING, workers);
  Atomics.add(flags, ROUND, 1);
  Atomics.notify(flags, ROUND);
}

function finish(control: Control): void {
  const { flags } = control;
  for (let left = Atomics.load(flags, PENDING); left > 0; left = Atomics.load(flags, PENDING)) {
    waitWhile(flags, PENDING, left);
  }
  throwFailure(control);
}
