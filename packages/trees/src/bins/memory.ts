/** What threads share while columns become bins. A part of a task works on the column of its number. */
export interface BinningMemory {
  /** One numeric column per thread. */
  readonly columns: readonly Float64Array[];
  /** One per row of the columns; empty: every row weighs 1. */
  readonly weights: Float64Array;
  readonly maxBins: number;
  /** The edges of each thread's column, from the beginning. */
  readonly edges: readonly Float64Array[];
  /** How many edges each thread's column has. */
  readonly edgeCounts: Uint32Array;
  /** The bins of all columns: see `GrowthMemory.bins`. */
  readonly bins: Uint8Array;
  /** The position of each thread's column among those of `bins`. */
  readonly positions: Uint32Array;
}
