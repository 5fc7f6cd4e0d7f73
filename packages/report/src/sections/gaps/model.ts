import type { GateVerdict } from "@fairline/core";
import type { Figure } from "../../figures/figure.ts";
import { limitValue } from "../gates/model.ts";
import { metricWords, spelt, type MetricUnit } from "../../format/metric-words.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";

/** The gaps of an attribute, one per row of a chart: of several settings, or of several metrics at the only setting. */
export interface GapChart {
  readonly attribute: string;
  /** What a row is: the axes of the matrix, or `metric`. */
  readonly rowName: string;
  readonly unit: MetricUnit;
  readonly rows: readonly GapRow[];
  /** Limits of gates on what the rows show, ascending. */
  readonly limits: readonly number[];
}

/** One row: a figure with its interval. */
export interface GapRow {
  readonly label: string;
  readonly figure: Figure;
  readonly isReference: boolean;
}

/** What {@link gapChart} shows. */
export interface GapChartOptions {
  readonly gap: string;
  /** Metrics by group; with one setting their differences are rows too. */
  readonly groupMetrics: readonly string[];
  readonly gates: readonly GateVerdict[];
  /** The setting that the others are compared with; undefined where none is. */
  readonly reference: Setting | undefined;
}

/**
 * Lays out the gaps of one attribute: with several settings the gap metric at each; with one setting the gap metric and those
 * akin to it, so that the chart still compares.
 */
export function gapChart(
  settings: readonly Setting[],
  attribute: string,
  { gap, groupMetrics, gates, reference }: GapChartOptions,
): GapChart {
  const isMatrix = settings.length > 1;
  const metrics = isMatrix ? [gap] : akin(gap, groupMetrics);
  const rows = settings.flatMap((setting) =>
    metrics.flatMap((metric) => {
      const figure = figureOf(setting, metric, attribute);
      const label = isMatrix ? setting.shortLabel : comparedLabel(metric);
      return figure === undefined ? [] : [{ label, figure, isReference: setting === reference }];
    }),
  );
  const limits = gates
    .filter((gate) => gate.metric === gap && gate.attribute === attribute)
    .flatMap(({ limit }) => limitValue(limit) ?? []);
  return {
    attribute,
    rowName: isMatrix ? "setting" : "metric",
    unit: metricWords(gap).unit,
    rows,
    limits: [...new Set(limits)].sort((a, b) => a - b),
  };
}

/** The gap metric, the named criteria of its kind, and the comparisons of that kind of other metrics by group. */
function akin(gap: string, groupMetrics: readonly string[]): readonly string[] {
  const kind = metricWords(gap).comparison?.kind;
  if (kind === undefined) return [gap];
  const criteria = ["demographic_parity", "equal_opportunity", "equalized_odds"];
  const named = new Set(["selection_rate", "true_positive_rate"]);
  const bases = [...criteria, ...groupMetrics.filter((metric) => !named.has(metric))];
  const { unit } = metricWords(gap);
  const others = bases
    .map((base) => `${base}_${kind}`)
    .filter((metric) => metricWords(metric).unit === unit);
  return [...new Set([gap, ...others])];
}

/** `demographic parity` for its difference: what the comparison is of, as the chart says how it is compared. */
function comparedLabel(metric: string): string {
  const { comparison, label } = metricWords(metric);
  return comparison === undefined ? label : spelt(comparison.base);
}
