import { findMetric } from "@fairline/metrics";
import type {
  Comparison,
  GroupMetric,
  Metric,
  MetricUnit,
  RatePhrase,
  Subject,
} from "@fairline/metrics";

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
  /** How a sentence says it of a group; undefined where it says "the accuracy of …". */
  readonly phrase: RatePhrase | undefined;
  /** How it compares groups; undefined for a figure of one group, and for one that is no difference and no ratio. */
  readonly comparison: MetricComparison | undefined;
}

/** How a metric between groups compares them. */
export interface MetricComparison {
  readonly how: Comparison;
  /** The metrics of a group that are compared: one, or several of which the worst or the mean is taken. */
  readonly of: readonly GroupMetric[];
  readonly subject: Subject;
}

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
    phrase: metric?.scope === "group" && metric.kind === "rate" ? metric.phrase : undefined,
    comparison: metric && comparisonOf(metric),
  };
}

function comparisonOf(metric: Metric): MetricComparison | undefined {
  if (metric.scope === "group" || metric.comparison === null) return undefined;
  const { comparison, of, subject } = metric;
  return { how: comparison, of, subject };
}
