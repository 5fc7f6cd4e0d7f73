import { receiveMessageOnPort } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { PARTS, PENDING, ROUND, TASK, reportFailure, waitWhile } from "./control.ts";
import type { Control } from "./control.ts";
import { taskNamed } from "./task.ts";
import type { Perform } from "./task.ts";

/** What a crew gives each of its workers. */
export interface WorkerStart<Memories> {
  readonly control: Control;
  /** The part that the worker does of each task. */
  readonly part: number;
  readonly memories: Memories;
}

/** Does the worker's part of every task, for as long as the thread lives. */
export function serve<Memories extends object>(
  port: MessagePort,
  { control, part, memories }: WorkerStart<Memories>,
  perform: Perform<Memories>,
): void {
  const { flags, args } = control;
  let known = memories;
  port.postMessage("ready");
  for (let round = 0; ; round++) {
    waitWhile(flags, ROUND, round);
    try {
      const task = taskNamed(flags[TASK]!);
      const parts = flags[PARTS]!;
      if (task === "take") {
        // The crew posts nothing but memory, and posts it before the task.
        known = { ...known, ...(receiveMessageOnPort(port)?.message as Memories) };
      } else if (part < parts) {
        perform(task, known, { share: { part, parts }, args });
      }
    } catch (error) {
      reportFailure(control, error);
    }
    Atomics.sub(flags, PENDING, 1);
    Atomics.notify(flags, PENDING);
  }
}
