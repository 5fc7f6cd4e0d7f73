import type { Bounds, Penalties } from "./leaf.ts";

/** Sums over rows. */
export interface Totals {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** What a split must keep to. */
export interface SplitRules extends Penalties {
  /** Rows per child, at least. */
  readonly minRows: number;
  /** Sum of hessians per child, at least. */
  readonly minHessian: number;
  /** By how much the gain must be above 0. */
  readonly minGain: number;
  readonly categories: CategoryRules;
}

/** How columns of categories are split. */
export interface CategoryRules {
  /** Features of so many categories at most are split into one category and the rest. */
  readonly maxOneVsRest: number;
  /** Categories on the smaller list of a split, at most. */
  readonly maxSubset: number;
  /** Hessian that is added to a category's before categories are sorted; and rows that a category needs to be sorted. */
  readonly smoothing: number;
  /** What is added to `l2` in the gain of a split into subsets. */
  readonly l2: number;
  /** Rows that each further split along the sorted categories must add. */
  readonly minRowsPerGroup: number;
}

/** A node as its splits see it. */
export interface SplitNode {
  readonly totals: Totals;
  readonly bounds: Bounds;
  /** Twice by how much the node's own value lowers the objective. */
  readonly score: number;
}

/** The best split of a node on one feature. */
export interface Split {
  /** By how much more the children lower the objective than their parent, twice. Above `minGain`. */
  readonly gain: number;
  readonly left: Totals;
  /** Gives for each bin 1 if it goes left, else 0; 256 bytes. */
  sides(): Uint8Array;
  /** Of a numeric feature: the last bin that goes left. */
  readonly lastLeft: number;
}

/** Where a feature's sums lie in the histogram of a node. */
export interface FeatureSums {
  readonly histogram: Float64Array;
  /** The place of the first bin's gradient. */
  readonly start: number;
  /** Bins of values; that of missing values comes after them. */
  readonly bins: number;
}

/** What is left of sums. */
export function rest(all: Totals, part: Totals): Totals {
  return {
    gradient: all.gradient - part.gradient,
    hessian: all.hessian - part.hessian,
    rows: all.rows - part.rows,
  };
}
