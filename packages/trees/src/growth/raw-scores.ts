import { shareOf } from "../threads/share.ts";
import type { Share } from "../threads/share.ts";
import { BYTE_BINS } from "./memory.ts";
import type { GrowthMemory } from "./memory.ts";

/** The rows that a tree was grown on. */
export interface LeavesCall {
  readonly output: number;
  readonly leaves: number;
  readonly rows: number;
}

/** Adds the tree's values to the raw scores of a part of the rows that it was grown on, leaf by leaf. */
export function addLeaves(memory: GrowthMemory, call: LeavesCall, share: Share): void {
  const { order, raw, outputs, tree } = memory;
  const [from, to] = shareOf(call.rows, share);
  for (let leaf = 0; leaf < call.leaves; leaf++) {
    const [node, begin, end] = tree.leaves.subarray(leaf * 3, leaf * 3 + 3);
    const value = tree.values[node!]!;
    const last = Math.min(end!, to);
    for (let i = Math.max(begin!, from); i < last; i++) {
      raw[order[i]! * outputs + call.output]! += value;
    }
  }
}

/** Rows that the tree was not grown on. */
export interface WalkCall {
  readonly output: number;
  /** Their place among `others`. */
  readonly of: number;
  /** How many of `wanted`. */
  readonly rows: number;
}

/** Adds the tree's values to the raw scores of a part of other rows, down the tree from node to node. */
export function addWalked(memory: GrowthMemory, call: WalkCall, share: Share): void {
  const { raw, wanted, bins, rows } = memory.others[call.of]!;
  const { positions, children, sides, values } = memory.tree;
  const [from, to] = shareOf(call.rows, share);
  for (let i = from; i < to; i++) {
    const row = wanted[i]!;
    let node = 0;
    while (children[2 * node] !== 0) {
      const bin = bins[positions[node]! * rows + row]!;
      node = children[2 * node + sides[node * BYTE_BINS + bin]!]!;
    }
    raw[row * memory.outputs + call.output]! += values[node]!;
  }
}
