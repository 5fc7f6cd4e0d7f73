import type { LabelledFigure } from "../../charts/forest-row.ts";
import { metricWords, spelt } from "../../format/metric-words.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";

/** What {@link gapRows} shows. */
export interface GapChoice {
  readonly settings: readonly Setting[];
  /** The setting that the others are compared with; undefined where none is. */
  readonly reference: Setting | undefined;
  readonly gap: string;
  /** Metrics by group; with one setting their differences are rows too. */
  readonly groupMetrics: readonly string[];
}

/**
 * Lays out the gaps of one attribute: with several settings the gap metric at each; with one setting the gap metric and those
 * related to it, so that the chart still compares.
 */
export function gapRows(
  attribute: string,
  { settings, reference, gap, groupMetrics }: GapChoice,
): readonly LabelledFigure[] {
  const isMatrix = settings.length > 1;
  const metrics = isMatrix ? [gap] : relatedMetrics(gap, groupMetrics);
  return settings.flatMap((setting) =>
    metrics.flatMap((metric) => {
      const figure = figureOf(setting, metric, attribute);
      const label = isMatrix ? setting.shortLabel : comparedLabel(metric);
      return figure === undefined ? [] : [{ label, figure, isReference: setting === reference }];
    }),
  );
}

/** The gap metric, the named criteria of its kind, and the comparisons of that kind of other metrics by group. */
function relatedMetrics(gap: string, groupMetrics: readonly string[]): readonly string[] {
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
