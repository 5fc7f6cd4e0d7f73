/** The bins of a numeric column: one more than edges. */
export interface NumericBins {
  readonly kind: "numeric";
  readonly name: string;
  /** Ascending; value x is in the first bin whose edge is at least x. */
  readonly edges: Float64Array;
  /** Whether training rows miss it. */
  readonly hasMissing: boolean;
}

/** The bins of a column of categories: one a code. */
export interface CategoryBins {
  readonly kind: "category";
  readonly name: string;
  /** The codes that have a bin, ascending. Any other code counts as missing. */
  readonly codes: Int32Array;
  /** Whether training rows miss it. */
  readonly hasMissing: boolean;
}

/** How the values of a column become bins, as learned from training rows. A missing value is in bin `binCount`. */
export type FeatureBins = NumericBins | CategoryBins;

/** Bins of values. With the one of missing values they fit a byte. */
export const MAX_BINS = 255;

/** The number of bins of values; the bin after the last of them is that of missing values. */
export function binCount(bins: FeatureBins): number {
  return bins.kind === "numeric" ? bins.edges.length + 1 : bins.codes.length;
}

/** Whether there is something to split: two bins or more that training rows are in. */
export function isSplittable(bins: FeatureBins): boolean {
  return binCount(bins) + (bins.hasMissing ? 1 : 0) > 1;
}
