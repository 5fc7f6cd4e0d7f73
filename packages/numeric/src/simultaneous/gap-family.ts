/**
 * All comparisons of the groups of one grouping by one figure, of which the largest is asked for: a gap, at least 0, and 0
 * where all groups are equal.
 *
 * - `pairs`: each group with each other.
 * - `overall`: each group with all groups together.
 */
export interface GapFamily {
  readonly kind: "pairs" | "overall";
  /** Groups that have the figure. */
  readonly groups: number;
  /** The largest comparison; NaN where fewer than two groups have the figure, or where it is 0 / 0. */
  readonly value: number;
  /** The largest of the lower ends of all comparisons at critical value `z`, at least 0. */
  low(z: number): number;
  /** The largest of their upper ends. */
  high(z: number): number;
  /** The critical value at which {@link low} leaves 0: the test statistic of no gap. */
  statistic(): number;
}

/** What decides the critical values of a family. */
export type FamilyShape = Pick<GapFamily, "kind" | "groups">;
