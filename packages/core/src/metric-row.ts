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
  /**
   * Rows that the figure rests on: those of its denominator that have weight, positive rows for a true positive rate. For a figure
   * between groups: those of the smallest group that it covers.
   */
  readonly n: number;
  /** How many rows of equal weight know as much as those (Kish). Absent where rows are not weighted. */
  readonly effective?: number;
  /** NaN where the figure is undefined (a rate without a denominator). */
  readonly value: number;
  /** Lower end of the interval; NaN where none was computed. */
  readonly low: number;
  /** Upper end of the interval; NaN where none was computed. */
  readonly high: number;
  /** Groups that a figure between groups does not cover, since they have no figure themselves. Absent where it covers all. */
  readonly uncovered?: readonly string[];
  /** Why the figure says little, as a clause: "every row has the same decision". Absent as a rule. */
  readonly degenerate?: string;
  /** Of a figure between groups: the test that there is no gap. Absent where it cannot be made. */
  readonly test?: GapTest;
  /** Of a difference between groups: the smallest true one that these rows would show with a chance of 80 %. Absent where not known. */
  readonly detectable?: number;
}

/** The test that all groups are alike in what a figure compares. */
export interface GapTest {
  /** `exact` and `permutation`: for few rows. `score`: by the statistic that the interval is made with. */
  readonly method: "exact" | "permutation" | "score";
  /** The chance of groups at least as unlike, if they are alike. */
  readonly pValue: number;
  /** Adjusted for all tests of the artifact: at most 5 % of artifacts without any gap have one below .05 (Holm). */
  readonly holm: number;
  /** Adjusted for all tests of the artifact: of those below .05, 5 % on average are without a gap (Benjamini and Hochberg). */
  readonly benjaminiHochberg: number;
}

/** The rows that a figure rests on, or the rows of equal weight that know as much where those are fewer. */
export function evidenceRows({ n, effective = n }: Pick<MetricRow, "n" | "effective">): number {
  return Math.min(n, effective);
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
