import type { Estimate, FamilyShape, GapFamily, RateGroups, RateMethod } from "@fairline/numeric";
import type { Cells } from "./confusion.ts";
import type { RowValue } from "./statistics/score-rows.ts";
import type { GroupStatistics } from "./statistics/statistics.ts";

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
  /** True where no test belongs to it: it is no gap, or another metric is tested that tells the same. False if left out. */
  readonly untested?: boolean;
}

/** A sum of cells: over rows it is a number of rows, over weights their weight. */
export type Denominator = (cells: Cells) => number;

/** What every metric of a group has besides its computation. */
interface OfGroup extends Described {
  readonly scope: "group";
  /** Place among the metrics of groups, ascending; equal places go by name. They stand ten apart, to leave room. */
  readonly order: number;
  /** The rows that it divides by; for a metric made of several shares those of each. It rests on the fewest of them. */
  readonly denominators: readonly Denominator[];
  /** How its interval is made, as a noun: "Wilson's score interval". Null where it has none. */
  readonly interval: string | null;
  /** The figure of a group with its interval at any critical value. @param method - How the interval of a share is made. */
  readonly estimate: (group: GroupStatistics, method: RateMethod) => Estimate;
}

/** What a metric that is no share of rows has: how its figure of a group goes with that of all rows, which hold the group's. */
interface Covaries {
  /** NaN where it is not known: comparisons to overall are then as unsure as the group. */
  readonly covariances: (
    groups: readonly GroupStatistics[],
    overall: GroupStatistics,
  ) => JointVariances;
}

/** How the figures of groups go with that of all rows, all by one linear approximation, so that a difference has the right variance. */
export interface JointVariances {
  /** The variance of the figure of each group. */
  readonly own: readonly number[];
  /** That of the figure of all rows. */
  readonly overall: number;
  /** The covariance of the two for each group. */
  readonly shared: readonly number[];
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
  readonly compute: (group: Pick<GroupStatistics, "counts">) => number;
}

/** A rate in words: among rows with a positive label, the group *is selected* less often than another. */
export interface RatePhrase {
  /** What happens to the rows of the numerator. */
  readonly verb: string;
  /** The rows of the denominator; null for all rows of the group. */
  readonly among: string | null;
}

/** A number computed from the weights of the four cells that is no share of rows. */
export interface CellMetric extends OfGroup, Covaries {
  readonly kind: "cells";
  readonly compute: (group: Pick<GroupStatistics, "counts">) => number;
}

/** A mean over rows of a value of their score and label: a loss. */
export interface MeanMetric extends OfGroup, Covaries {
  readonly kind: "mean";
  /** The value of a row. */
  readonly of: RowValue;
  readonly compute: (group: Pick<GroupStatistics, "scores">) => number;
}

/** A number computed from scores and labels that is no mean over rows. */
export interface ScoreMetric extends OfGroup, Covaries {
  readonly kind: "scores";
  readonly compute: (group: Pick<GroupStatistics, "scores">) => number;
}

/** A number of rows. It says how much a figure rests on, so that groups are not compared by it. */
export interface Count extends OfGroup {
  readonly kind: "count";
  readonly compute: (group: Pick<GroupStatistics, "counts">) => number;
}

/** A figure of one group, or of all rows. */
export type GroupMetric = Rate | CellMetric | MeanMetric | ScoreMetric | Count;

/** One figure for all groups of an attribute together. */
export interface BetweenMetric extends Described {
  readonly scope: "between-groups";
  /** The metrics of the groups that it is made of, one as a rule. It does not cover a group in which one of them is undefined. */
  readonly of: readonly GroupMetric[];
  /** How it compares them; null for a figure that is no difference and no ratio. */
  readonly comparison: Comparison | null;
  /** What becomes of the comparisons of several metrics: the worst of them, or their mean. Null for one. */
  readonly aggregate: "worst" | "mean" | null;
  /** What is compared, in the name that its comparisons share: `demographic_parity`, or that of the metric itself. */
  readonly subject: Subject;
  /** NaN where it is undefined. */
  readonly compute: (groups: GroupFigures) => number;
  /** What its interval rests on where it is the largest of some comparisons; null where it is not, or where there is no interval. */
  readonly gap: (groups: ComparedGroups) => Gap | null;
  /** False where it has no interval but that of a bootstrap; true if left out. */
  readonly hasInterval?: boolean;
  /** The figure with its interval, where it is no largest comparison. */
  readonly estimate?: (groups: ComparedGroups) => Estimate;
}

/** The comparisons behind a figure between groups. The largest of them is the gap, 0 where all groups are alike. */
export interface Gap {
  /** One for each metric that is compared. */
  readonly families: readonly GapFamily[];
  /** What decides the critical values: the families, but for those that say the same, or more than one thing. */
  readonly shapes: readonly FamilyShape[];
  /** What becomes of several: the largest of them, or their mean. */
  readonly combine: "largest" | "mean";
  /** Turns a gap into the figure: 1 less it for a ratio. Rises or falls throughout. */
  readonly figureOf: (gap: number) => number;
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
  /** All comparisons of the groups' rates, of which it gives the largest. */
  readonly ofRates: (rates: RateGroups) => GapFamily;
  /** The same of a metric that is no share of rows; null where it cannot be had. */
  readonly ofEstimates: (groups: EstimatedGroups) => GapFamily | null;
  /** Turns the largest gap into the figure. */
  readonly figureOf: (gap: number) => number;
}

/** The groups of an attribute as intervals and tests see them. What is asked for twice is computed once. */
export interface ComparedGroups {
  readonly groups: readonly GroupStatistics[];
  readonly overall: GroupStatistics;
  /** The metric in every group, with its interval. */
  readonly estimates: (metric: GroupMetric) => readonly Estimate[];
  /** The metric over all rows, with its interval. */
  readonly ofAll: (metric: GroupMetric) => Estimate;
  /** A rate in every group, by columns: successes among effective rows, and the weight of those rows. */
  readonly rates: (rate: Rate) => RateGroups;
  /** All comparisons of the groups by a metric; null where their intervals cannot be had. */
  readonly family: (metric: GroupMetric, comparison: Comparison) => GapFamily | null;
}

/** The figures of groups that are no shares of rows. */
export interface EstimatedGroups {
  readonly estimates: readonly Estimate[];
  readonly overall: Estimate;
  readonly covariances: () => JointVariances;
}

/** The groups of an attribute, with their figures. Each is computed once, for all comparisons. */
export interface GroupFigures {
  readonly groups: readonly GroupStatistics[];
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
