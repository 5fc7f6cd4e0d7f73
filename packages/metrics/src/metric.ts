import type { Cells } from "./confusion.ts";
import type { GroupSummary } from "./summary.ts";

/** What a metric is computed from. */
export type MetricNeed = "label" | "prediction" | "score";

/** How a metric's values are written. `rate`: a share, as per cent. `points`: a difference of shares, as percentage points. */
export type MetricUnit = "rate" | "points" | "number";

/** What every metric says of itself: all that docs, gates and reports need to know of it. */
interface Described {
  /** Name in metric rows and gates: `selection_rate`. */
  readonly name: string;
  /** In plain words, as reports show it: "selection rate". */
  readonly label: string;
  /** One sentence. */
  readonly definition: string;
  /** Where it is defined: a citation, with its DOI where it has one. */
  readonly source: string;
  readonly unit: MetricUnit;
  /** The least and the greatest possible value. */
  readonly range: readonly [least: number, greatest: number];
  /** Which way is better; null where neither is: a figure that describes. */
  readonly better: "higher" | "lower" | null;
  /** What must be known of the rows. */
  readonly needs: readonly MetricNeed[];
  /** Ends the sentence that says why there is no figure: "no row has a positive label". Null for one that always exists. */
  readonly undefinedWhen: string | null;
}

/** What every metric of a group has besides its computation. */
interface OfGroup extends Described {
  readonly scope: "group";
  /** Place among the metrics of groups, ascending; equal places go by name. They stand ten apart, to leave room. */
  readonly order: number;
}

/**
 * A share of rows, declared by its numerator and its denominator. Both are linear in the cells. So of the cells' weights they give
 * the rate, and of the cells' rows they give the rows that the rate rests on.
 */
export interface Rate extends OfGroup {
  readonly kind: "rate";
  /** The rows that count: `tp` for the true positive rate. */
  readonly of: (cells: Cells) => number;
  /** The rows among which they are counted: `tp + fn`. */
  readonly among: (cells: Cells) => number;
  /** How a sentence says it of a group. Undefined where it says "the accuracy of …". */
  readonly phrase: RatePhrase | undefined;
  readonly compute: (group: Pick<GroupSummary, "counts">) => number;
}

/** A rate in words: among rows with a positive label, the group *is selected* less often than another. */
export interface RatePhrase {
  /** What happens to the rows of the numerator. */
  readonly verb: string;
  /** The rows of the denominator; null for all rows of the group. */
  readonly among: string | null;
}

/** A number computed from the weights of the four cells that is no share of rows. */
export interface CellMetric extends OfGroup {
  readonly kind: "cells";
  readonly compute: (group: Pick<GroupSummary, "counts">) => number;
}

/** A number computed from scores and labels. */
export interface ScoreMetric extends OfGroup {
  readonly kind: "scores";
  readonly compute: (group: Pick<GroupSummary, "scores">) => number;
}

/** A number of rows. It says how much a figure rests on, so that groups are not compared by it. */
export interface Count extends OfGroup {
  readonly kind: "count";
  readonly compute: (group: Pick<GroupSummary, "counts">) => number;
}

/** A figure of one group, or of all rows. */
export type GroupMetric = Rate | CellMetric | ScoreMetric | Count;

/** One figure for all groups of an attribute together. */
export interface BetweenMetric extends Described {
  readonly scope: "between-groups";
  /** The metrics of the groups that it is made of, one as a rule. A group in which none of them is defined is left out. */
  readonly of: readonly GroupMetric[];
  /** How it compares them; null for a figure that is no difference and no ratio. */
  readonly comparison: Comparison | null;
  /** What becomes of the comparisons of several metrics: the worst of them, or their mean. Null for one. */
  readonly aggregate: "worst" | "mean" | null;
  /** What is compared, in the name that its comparisons share: `demographic_parity`, or that of the metric itself. */
  readonly subject: Subject;
  /** NaN where it is undefined. */
  readonly compute: (groups: GroupFigures) => number;
}

/** What several comparisons are about. */
export interface Subject {
  readonly name: string;
  readonly label: string;
  /** It stands for a criterion of the literature, not for one metric under its own name. */
  readonly isCriterion: boolean;
}

/** A metric: one file and one object. */
export type Metric = GroupMetric | BetweenMetric;

/** A way to compare groups by any metric that admits it. */
export interface Comparison {
  /** Ends the name of a metric: `difference_to_overall`. Begins with its form. */
  readonly name: string;
  readonly label: string;
  readonly form: "difference" | "ratio";
  /** What a group is compared with: the other groups, or all rows. */
  readonly with: "groups" | "overall";
  /** Says it of what is compared, without capital and period: "largest less smallest selection rate over the groups". */
  readonly definition: (label: string) => string;
  readonly source: string;
  readonly better: "higher" | "lower";
  readonly undefinedWhen: string;
  /** Whether it makes sense of a metric: a ratio does not where values can be negative. */
  readonly admits: (metric: GroupMetric) => boolean;
  readonly unit: (metric: GroupMetric) => MetricUnit;
  readonly range: (metric: GroupMetric) => readonly [least: number, greatest: number];
  /**
   * @param values - The figure of each group. Those that are NaN are left out.
   * @param overall - The figure over all rows.
   * @param fewest - Groups with a figure that it takes, 2 if left out.
   * @returns NaN where there are fewer.
   */
  readonly compute: (values: ArrayLike<number>, overall: number, fewest?: number) => number;
}

/** The groups of an attribute, with their figures. Each is computed once, for all comparisons. */
export interface GroupFigures {
  readonly groups: readonly GroupSummary[];
  /** The metric in every group; NaN where it is undefined. */
  readonly values: (metric: GroupMetric) => Float64Array;
  /** The metric over all rows. */
  readonly overall: (metric: GroupMetric) => number;
}

/** A criterion of the literature: a name for groups being alike in one metric or in several, and the figures that tell how far they are. */
export interface Criterion {
  readonly name: string;
  readonly label: string;
  /** When it is met, in one sentence. */
  readonly definition: string;
  readonly source: string;
  /** Place among the criteria, ascending; as for {@link GroupMetric}. */
  readonly order: number;
  readonly metrics: readonly BetweenMetric[];
}
