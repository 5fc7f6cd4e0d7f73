import type { Share } from "./share.ts";

/** Every task by name, in an order that numbers them. */
const TASK_NAMES = [
  "take",
  "edges",
  "encode",
  "weave",
  "differentiate",
  "extremes",
  "pair",
  "parcel",
  "gather",
  "collect",
  "count",
  "leaves",
  "walk",
] as const;

/** The name of a task. */
export type TaskName = (typeof TASK_NAMES)[number];

/** Which part of a task a thread does, and what the task takes besides memory. */
export interface TaskCall {
  readonly share: Share;
  readonly args: Float64Array;
}

/** Does a part of a task on shared memory, which is known by name. */
export type Perform<Memories> = (task: TaskName, memories: Memories, call: TaskCall) => void;

/** The number by which threads name a task to each other. */
export function taskNumber(name: TaskName): number {
  return TASK_NAMES.indexOf(name);
}

/** The task of a number. */
export function taskNamed(number: number): TaskName {
  return TASK_NAMES[number]!;
}
