import { shareOf } from "../threads/share.ts";
import type { Share } from "../threads/share.ts";
import { BYTE_BINS } from "./memory.ts";
import type { GrowthMemory } from "./memory.ts";

/** The rows of a node, by where they begin and end in `order`. */
export interface PartitionCall {
  readonly node: number;
  readonly begin: number;
  readonly end: number;
}

/** Sorts a part of a node's rows into those that go left and those that go right, in the order in which they are. */
export function parcelRows(memory: GrowthMemory, call: PartitionCall, share: Share): void {
  const { bins, order, lefts, rights, rows, tree } = memory;
  const [from, to] = shareOf(call.end - call.begin, share);
  const base = tree.positions[call.node]! * rows;
  const sides = tree.sides.subarray(call.node * BYTE_BINS, (call.node + 1) * BYTE_BINS);
  let left = call.begin + from;
  let right = left;
  // Written to both and kept in one: a branch that half of the rows take costs more.
  for (let i = left; i < call.begin + to; i++) {
    const row = order[i]!;
    const side = sides[bins[base + row]!]!;
    lefts[left] = row;
    rights[right] = row;
    left += side;
    right += 1 - side;
  }
  memory.leftCounts[share.part] = left - call.begin - from;
}

/** Puts a part of a node's rows back in `order`: all that go left, of all parts, then all that go right. */
export function gatherRows(memory: GrowthMemory, call: PartitionCall, share: Share): void {
  const { order, lefts, rights, leftCounts } = memory;
  const [from, to] = shareOf(call.end - call.begin, share);
  const counts = leftCounts.subarray(0, share.parts);
  const own = counts[share.part]!;
  const before = counts.subarray(0, share.part).reduce((sum, count) => sum + count, 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const at = call.begin + from;
  order.set(lefts.subarray(at, at + own), call.begin + before);
  order.set(rights.subarray(at, at + to - from - own), call.begin + all + from - before);
}
