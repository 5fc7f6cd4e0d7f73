import type { Objective } from "../objective.ts";

/** A column that trees look at. */
export type Feature =
  | { readonly kind: "numeric"; readonly name: string }
  | {
      readonly kind: "category";
      readonly name: string;
      /** The codes that trees know, ascending, 255 at most. Any other code counts as missing. */
      readonly codes: Int32Array;
    };

/**
 * Trees whose values add up to raw scores: plain data.
 *
 * Tree t belongs to output `t % outputs` and to round `floor(t / outputs)`. Its nodes are those from `treeStarts[t]` to before
 * `treeStarts[t + 1]`, the root first and children after their parent. The arrays from `feature` to `rows` have an entry a node.
 */
export interface Ensemble {
  readonly objective: Objective;
  /** In the order of the columns that trees were grown on. */
  readonly features: readonly Feature[];
  /** What raw scores begin with, one per output. */
  readonly base: Float64Array;
  /** One more than there are trees. */
  readonly treeStarts: Uint32Array;
  /** The feature that a node splits on; -1 for a leaf. */
  readonly feature: Int32Array;
  /** Of a split on a numeric feature: values up to it go left. Infinity where all values go left and missing ones right. */
  readonly threshold: Float64Array;
  /** Of a split on categories: which eight words of `subsets` list those that go left; else -1. */
  readonly subset: Int32Array;
  /** Where missing values go, and categories that no training row of the node had: 1 left, 0 right. */
  readonly missingLeft: Uint8Array;
  /** Children; 0 for a leaf. */
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** What a leaf adds to a raw score; for another node what it would add as a leaf. */
  readonly value: Float64Array;
  /** By how much the split lowers twice the objective; 0 for a leaf. */
  readonly gain: Float64Array;
  /** Sum of the hessians of the training rows of the node. */
  readonly cover: Float64Array;
  /** Training rows of the node. */
  readonly rows: Float64Array;
  /** Bit `b % 32` of word `8 * subset + floor(b / 32)` says whether the category of `codes[b]` goes left. */
  readonly subsets: Uint32Array;
}

/** Words of a subset. */
export const SUBSET_WORDS = 8;

/** Whether a subset lists a bin. */
export function isListed(subsets: Uint32Array, subset: number, bin: number): boolean {
  const word = subsets[subset * SUBSET_WORDS + (bin >>> 5)]!;
  return ((word >>> (bin & 31)) & 1) === 1;
}

/** The number of trees. */
export function treeCount({ treeStarts }: Ensemble): number {
  return treeStarts.length - 1;
}
