import { FAIRLEARN_PREFIX, FAIRLEARN_RATES, METRICS, type MetricInfo } from "@fairline/metrics";

/** How a metric's values are written. `rate`: a share, as per cent. `points`: a difference of shares, as percentage points. */
export type MetricUnit = "rate" | "points" | "number";

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

/** A figure between groups, taken apart by its name. */
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
export function metricWords(metric: string): MetricWords {
  const info = INFOS.get(metric);
  const comparison = comparisonOf(metric);
  return {
    label: spelt(metric),
    unit: unitOf(metric, info, comparison),
    better:
      info === undefined || info.higherIsBetter === null
        ? null
        : info.higherIsBetter
          ? "higher"
          : "lower",
    definition: info?.definition,
    source: info?.source,
    undefinedWhen:
      comparison === undefined
        ? (UNDEFINED_WHEN.get(metric) ?? "the metric gave no number")
        : comparison.kind.startsWith("ratio")
          ? "fewer than two groups have a figure, or all are 0"
          : "fewer than two groups have a figure",
    comparison,
  };
}

/** A metric's name in plain words: `f1_difference` is "F1 difference". */
export function spelt(name: string): string {
  const { own, isFairlearns } = convention(name);
  const words = own
    .replaceAll("_", " ")
    .replace(/\bf1\b/, "F1")
    .replace(/\bauc\b/, "AUC")
    .replace(/^brier\b/, "Brier score")
    .replace(/^count$/, "rows");
  return isFairlearns ? `${words} (as Fairlearn)` : words;
}

const INFOS: ReadonlyMap<string, MetricInfo> = new Map(METRICS.map((info) => [info.name, info]));

/** Takes the mark of Fairlearn's convention off a name. */
function convention(name: string): { readonly own: string; readonly isFairlearns: boolean } {
  const isFairlearns = name.startsWith(FAIRLEARN_PREFIX);
  return { own: isFairlearns ? name.slice(FAIRLEARN_PREFIX.length) : name, isFairlearns };
}

/** Metrics of one group that are no share of rows, or that are not written as one by custom. */
const PLAIN_NUMBERS: ReadonlySet<string> = new Set(["count", "f1", "auc", "log_loss", "brier"]);

const UNDEFINED_WHEN: ReadonlyMap<string, string> = new Map([
  ["balanced_accuracy", "the rows have one label only"],
  ["true_positive_rate", "no row has a positive label"],
  ["false_negative_rate", "no row has a positive label"],
  ["false_positive_rate", "no row has a negative label"],
  ["true_negative_rate", "no row has a negative label"],
  ["positive_predictive_value", "no row is selected"],
  ["negative_predictive_value", "every row is selected"],
  ["f1", "no row is selected or has a positive label"],
  ["auc", "the rows have one label only"],
]);

/** Criteria of the literature that compare one rate under a name of their own. */
const RATE_OF_CRITERION: ReadonlyMap<string, string> = new Map([
  ["demographic_parity", "selection_rate"],
  ["equal_opportunity", "true_positive_rate"],
]);

function comparisonOf(metric: string): Comparison | undefined {
  const { own, isFairlearns } = convention(metric);
  const [, base, kind = "", mean = "", overall = ""] =
    /^(.+)_(difference|ratio)(_mean)?(_to_overall)?$/.exec(own) ?? [];
  const found = COMPARISON_KINDS.find((name) => name === `${kind}${overall}`);
  if (base === undefined || found === undefined) return undefined;
  const rate = RATE_OF_CRITERION.get(base) ?? (INFOS.has(base) ? base : undefined);
  const isTheirRate = isFairlearns && rate !== undefined && FAIRLEARN_RATES.includes(rate);
  return {
    base: `${isFairlearns ? FAIRLEARN_PREFIX : ""}${base}${mean}`,
    kind: found,
    rate: isTheirRate ? `${FAIRLEARN_PREFIX}${rate}` : rate,
  };
}

function unitOf(
  metric: string,
  info: MetricInfo | undefined,
  comparison: Comparison | undefined,
): MetricUnit {
  if (info === undefined || info.range[1] > 1 || PLAIN_NUMBERS.has(metric)) return "number";
  if (comparison === undefined) return "rate";
  const isShare = comparison.rate === undefined || !PLAIN_NUMBERS.has(comparison.rate);
  return comparison.kind.startsWith("difference") && isShare ? "points" : "number";
}
