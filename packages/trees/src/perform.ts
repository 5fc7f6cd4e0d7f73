import { encodeNumeric, findEdges } from "./bins/bin-tasks.ts";
import type { BinningMemory } from "./bins/memory.ts";
import { countRows } from "./growth/histogram.ts";
import type { GrowthMemory } from "./growth/memory.ts";
import { collectPairs, findExtremes, pairGradients } from "./growth/pairs.ts";
import { gatherRows, parcelRows } from "./growth/partition.ts";
import { addLeaves, addWalked } from "./growth/raw-scores.ts";
import { weaveWords } from "./growth/words.ts";
import { LOSSES, LOSS_NAMES } from "./loss/losses.ts";
import { shareOf } from "./threads/share.ts";
import type { Share } from "./threads/share.ts";
import type { TaskCall, TaskName } from "./threads/task.ts";

/** What threads share, by name. */
export interface Memories {
  readonly binning?: BinningMemory;
  readonly growth?: GrowthMemory;
}

type Task = (memories: Memories, call: TaskCall) => void;

/**
 * What each task does. Parts write different places, or what does not depend on who writes it, so that their number changes
 * no byte of the result.
 */
const TASKS: Readonly<Record<TaskName, Task>> = {
  /** Threads take over memory by themselves. */
  take: () => undefined,
  edges: binning(findEdges),
  encode: binning(encodeNumeric),
  weave: growth((memory, [columns], share) => {
    weaveWords(memory, columns, share);
  }),
  differentiate: growth((memory, [loss], share) => {
    const [from, to] = shareOf(memory.rows, share);
    LOSSES[LOSS_NAMES[loss]!].differentiate(memory, from, to);
  }),
  extremes: growth((memory, [output], share) => {
    findExtremes(memory, output, share);
  }),
  pair: growth((memory, [output, gradient, hessian], share) => {
    pairGradients(memory, { output, gradient, hessian }, share);
  }),
  parcel: growth((memory, [node, begin, end], share) => {
    parcelRows(memory, { node, begin, end }, share);
  }),
  gather: growth((memory, [node, begin, end], share) => {
    gatherRows(memory, { node, begin, end }, share);
  }),
  collect: growth((memory, [begin, end], share) => {
    collectPairs(memory, { begin, end }, share);
  }),
  count: growth((memory, [begin, end, slot, groups], share) => {
    countRows(memory, { begin, end, slot, groups }, share);
  }),
  leaves: growth((memory, [output, leaves, rows], share) => {
    addLeaves(memory, { output, leaves, rows }, share);
  }),
  walk: growth((memory, [output, of, rows], share) => {
    addWalked(memory, { output, of, rows }, share);
  }),
};

/** Does a part of a task. */
export function perform(task: TaskName, memories: Memories, call: TaskCall): void {
  TASKS[task](memories, call);
}

function binning(task: (memory: BinningMemory, part: number) => void): Task {
  return ({ binning: memory }, { share }) => {
    task(memory!, share.part);
  };
}

type Arguments = readonly [number, number, number, number];

function growth(task: (memory: GrowthMemory, args: Arguments, share: Share) => void): Task {
  return ({ growth: memory }, { share, args }) => {
    task(memory!, [args[0]!, args[1]!, args[2]!, args[3]!], share);
  };
}
