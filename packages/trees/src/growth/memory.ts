/** What threads share while trees grow. */
export interface GrowthMemory {
  readonly rows: number;
  /** Raw scores per row. */
  readonly outputs: number;
  /** The bin of the column at position `position` and row `row` is at `position * rows + row`. */
  readonly bins: Uint8Array;
  /**
   * The same by groups of four columns: their bins are a word, the first one in the lowest byte. That of group `group` and row
   * `row` is at `group * rows + row`.
   */
  readonly words: Uint32Array;
  /** The groups in which a tree may split. */
  readonly groups: Uint32Array;
  /** Where the histogram of each column begins, by position: a gradient, a hessian and a count per bin. */
  readonly starts: Uint32Array;
  /** Rounded gradient and hessian of row `row` at `2 * row` and `2 * row + 1`. */
  readonly pairs: Float64Array;
  /** Rows, those of a leaf together and ascending. */
  readonly order: Uint32Array;
  /** The pairs of the rows in `order`, where they were collected. */
  readonly collected: Float64Array;
  /** Rows that go left and right, on their way back to `order`. */
  readonly lefts: Uint32Array;
  readonly rights: Uint32Array;
  /** How many rows of each part go left. */
  readonly leftCounts: Uint32Array;
  /** One histogram per open leaf, `histogramLength` numbers each. */
  readonly histograms: Float64Array;
  readonly histogramLength: number;
  /** For each part the histogram of a group of which another part counts the first rows. */
  readonly partials: readonly Float64Array[];
  /** Extremes of gradients and hessians by part: largest absolute gradient, largest and smallest hessian. */
  readonly extremes: Float64Array;
  readonly labels: Float64Array;
  /** Empty: every row weighs 1. */
  readonly weights: Float64Array;
  /** `outputs` per row, row-major; so are gradients and hessians. */
  readonly raw: Float64Array;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly tree: TreeMemory;
  /** Rows that no tree is grown on, training rows among them: what a new tree adds to their raw scores. */
  readonly others: readonly OtherRows[];
}

/** Rows whose leaf is found by walking down the tree. */
export interface OtherRows {
  /** How many rows `bins` has. */
  readonly rows: number;
  /** As those of the rows that trees grow on. */
  readonly bins: Uint8Array;
  /** `outputs` per row, row-major. */
  readonly raw: Float64Array;
  /** The rows to score, from the beginning. */
  readonly wanted: Uint32Array;
}

/** The tree that is growing, by node. A leaf has no children. */
export interface TreeMemory {
  /** For each node and bin whether it goes left: 256 bytes a node. */
  readonly sides: Uint8Array;
  /** The position of the column that the node splits on. */
  readonly positions: Uint32Array;
  /** Right and left child of each node, so that a side is an index; 0 for a leaf, as the root is nobody's child. */
  readonly children: Uint32Array;
  readonly values: Float64Array;
  /** Leaves by number: their node, and where in `order` their rows begin and end. */
  readonly leaves: Uint32Array;
}

/** Bins a histogram can tell apart: all that a byte can hold. */
export const BYTE_BINS = 256;

/** Numbers in a histogram per bin: sum of gradients, sum of hessians, count of rows. */
export const STRIDE = 3;

/** Columns whose bins share a word. */
export const GROUP = 4;
