import type { Crew } from "../threads/crew.ts";
import type { Direction } from "./gain.ts";
import type { GrowthMemory } from "./memory.ts";
import type { Split, SplitNode, SplitRules } from "./split.ts";

/** A column that trees may split. */
export interface GrowthFeature {
  readonly kind: "numeric" | "category";
  /** Bins of values. */
  readonly bins: number;
  readonly direction: Direction;
}

/** How trees grow. */
export interface GrowthRules extends SplitRules {
  readonly maxLeaves: number;
  /** Splits above a leaf, at most. */
  readonly maxDepth: number;
  /** What the values of leaves are multiplied by. */
  readonly learningRate: number;
}

/** What trees grow from. */
export interface Grower {
  readonly crew: Crew<{ readonly growth?: GrowthMemory }>;
  readonly memory: GrowthMemory;
  /** By position among the columns of `memory.bins`. */
  readonly features: readonly GrowthFeature[];
  readonly rules: GrowthRules;
}

/** A node of a grown tree. */
export interface GrownNode extends SplitNode {
  /** What the node adds to a raw score if it is a leaf, learning rate included. */
  readonly value: number;
  /** Undefined for a leaf. */
  readonly branch: Branch | undefined;
}

/** The split of a node. */
export interface Branch {
  readonly split: Split;
  /** For each bin of the column 1 if it goes left, else 0; 256 bytes. */
  readonly sides: Uint8Array;
  /** Of the column. */
  readonly position: number;
  /** Numbers of the children. */
  readonly left: number;
  readonly right: number;
}

/** One tree being grown. */
export interface Growth extends Grower {
  /** Of the columns that it may split, ascending. */
  readonly positions: readonly number[];
  /** How many groups have such columns. */
  readonly groups: number;
}

/** A leaf while its tree grows. */
export interface OpenLeaf extends SplitNode {
  readonly node: number;
  /** Where its rows begin and end in `order`. */
  readonly begin: number;
  readonly end: number;
  readonly depth: number;
  /** The number of its histogram. */
  readonly slot: number;
  /** Undefined where no split is allowed or gains. */
  readonly best: BestSplit | undefined;
}

/** The split of a leaf that gains most. */
export interface BestSplit {
  readonly split: Split;
  /** Of the column. */
  readonly position: number;
}
