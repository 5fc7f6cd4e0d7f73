/** The rows that have one value of a column: those of department A. */
export interface Stratum {
  readonly column: string;
  /** As text; `(missing)` for the rows that have none. */
  readonly value: string;
}

/**
 * One figure of a metrics artifact, in long form. What gates, reports and comparisons read.
 */
export interface MetricRow {
  /** Name in the field's terms: `selection_rate`, `demographic_parity_difference`. */
  readonly metric: string;
  /** The sensitive column the figure is about; null for a figure over all rows. */
  readonly attribute: string | null;
  /** The group within the attribute; null for overall figures and for figures between groups. */
  readonly group: string | null;
  /** The rows among which the groups are compared; null for all rows of the split. */
  readonly within: Stratum | null;
  /** The rows it was computed on: `test` as a rule, `all` for a table without splits. */
  readonly split: string;
  /** Rows that the figure rests on. For a figure between groups: the rows of the smallest group used. */
  readonly n: number;
  /** NaN where the figure is undefined (a rate without a denominator). */
  readonly value: number;
  /** Lower end of the interval; NaN where none was computed. */
  readonly low: number;
  /** Upper end of the interval; NaN where none was computed. */
  readonly high: number;
}

/** Says for people what a row is about: `sex`, or `sex within department=A`; null for a figure over all rows. */
export function attributeName({
  attribute,
  within,
}: Pick<MetricRow, "attribute" | "within">): string | null {
  return attribute === null || within === null
    ? attribute
    : `${attribute} within ${within.column}=${within.value}`;
}
