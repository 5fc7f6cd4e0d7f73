import { comparisonsOf, CRITERIA, findMetric, type BetweenMetric } from "@fairline/metrics";
import type { LabelledFigure } from "../../charts/forest-row.ts";
import { metricWords } from "../../format/metric-words.ts";
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
  const metrics = isMatrix
    ? [gap]
    : relatedMetrics(gap, groupMetrics, (metric) =>
        settings.some((setting) => figureOf(setting, metric, { attribute }) !== undefined),
      );
  return settings.flatMap((setting) =>
    metrics.flatMap((metric) => {
      const figure = figureOf(setting, metric, { attribute });
      const label = isMatrix ? setting.shortLabel : comparedLabel(metric);
      return figure === undefined ? [] : [{ label, figure, isReference: setting === reference }];
    }),
  );
}

/**
 * The gap metric, the criteria compared in the same way, and the same comparison of other metrics by group, but for those that a
 * criterion compares already.
 *
 * @param isKnown - Whether there is a figure of a metric.
 */
function relatedMetrics(
  gap: string,
  groupMetrics: readonly string[],
  isKnown: (metric: string) => boolean,
): readonly string[] {
  const { comparison, unit } = metricWords(gap);
  if (comparison === undefined) return [gap];
  const isAlike = (metric: BetweenMetric): boolean =>
    metric.comparison === comparison.how && metric.unit === unit;
  const criteria = CRITERIA.flatMap(({ metrics }) => metrics.find(isAlike) ?? []).filter(
    ({ name }) => isKnown(name),
  );
  const compared = new Set(criteria.flatMap(({ of }) => (of.length === 1 ? of : [])));
  const others = groupMetrics.flatMap((name) => {
    const metric = findMetric(name);
    if (metric?.scope !== "group" || compared.has(metric)) return [];
    return comparisonsOf(metric).find(isAlike) ?? [];
  });
  return [...new Set([gap, ...[...criteria, ...others].map(({ name }) => name)])];
}

/** `demographic parity` for its difference: what the comparison is of, as the chart says how it is compared. */
function comparedLabel(metric: string): string {
  const { comparison, label } = metricWords(metric);
  return comparison?.subject.label ?? label;
}
