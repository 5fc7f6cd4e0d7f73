import { METRICS, findMetric, type Metric, type MetricUnit } from "@fairline/metrics";

export type { MetricUnit } from "@fairline/metrics";

/** What a report says of a metric. */
export interface MetricWords {
  /** In plain words: "selection rate". */
  readonly label: string;
  readonly unit: MetricUnit;
  /** Which way is better; null where neither is, or where that is not known. */
  readonly better: "higher" | "lower" | null;
  /** One sentence; undefined for a metric that Fairline does not know. */
  readonly definition: string | undefined;
  readonly source: string | undefined;
  /** Why it has no figure where it has none. */
  readonly undefinedWhen: string;
  /** How it compares groups; undefined for a figure of one group. */
  readonly comparison: Comparison | undefined;
}

/** How a figure between groups compares them. */
interface Comparison {
  /** What is compared: `selection_rate`, `demographic_parity`, `equalized_odds_mean`. */
  readonly base: string;
  /** How: the end of its name. */
  readonly kind: ComparisonKind;
  /** The metric of one group that is compared; undefined where it is more than one. */
  readonly rate: string | undefined;
}

/** The ways to compare groups, as names of metrics end. */
export const COMPARISON_KINDS = [
  "difference",
  "ratio",
  "difference_to_overall",
  "ratio_to_overall",
] as const;

/** One of {@link COMPARISON_KINDS}. */
export type ComparisonKind = (typeof COMPARISON_KINDS)[number];

/** The kinds as heads of columns. */
export const KIND_NAMES: Readonly<Record<ComparisonKind, string>> = {
  difference: "Difference",
  ratio: "Ratio",
  difference_to_overall: "Difference to overall",
  ratio_to_overall: "Ratio to overall",
};

/** What a report says of a metric, by its name. A name that Fairline does not know is spelt out and written as a plain number. */
export function metricWords(name: string): MetricWords {
  const metric = findMetric(name);
  return {
    label: metric?.label ?? name.replaceAll("_", " "),
    unit: metric?.unit ?? "number",
    better: metric?.better ?? null,
    definition: metric?.definition,
    source: metric?.source,
    undefinedWhen: metric?.undefinedWhen ?? "the metric gave no number",
    comparison: metric && comparisonOf(metric),
  };
}

/** What is compared in plain words: `f1` is "F1", and `demographic_parity` is "demographic parity". */
export function spelt(base: string): string {
  const subjects = METRICS.flatMap((metric) => (metric.scope === "group" ? [] : [metric.subject]));
  return subjects.find(({ name }) => name === base)?.label ?? base.replaceAll("_", " ");
}

function comparisonOf(metric: Metric): Comparison | undefined {
  if (metric.scope === "group") return undefined;
  const kind = COMPARISON_KINDS.find((each) => each === metric.comparison?.name);
  if (kind === undefined) return undefined;
  const { of, subject } = metric;
  return { base: subject.name, kind, rate: of.length === 1 ? of[0]!.name : undefined };
}
