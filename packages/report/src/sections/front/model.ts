import type { Figure } from "../../figures/figure.ts";
import { nonDominated } from "./non-dominated.ts";
import { metricWords } from "../../format/metric-words.ts";
import { figureOf, type Setting } from "../../figures/setting.ts";

/** Performance against the gap of one attribute, over the settings of a matrix. */
export interface FrontView {
  readonly attribute: string;
  readonly metrics: FrontMetrics;
  /** The reference first. */
  readonly points: readonly FrontPoint[];
}

/** What a front holds against each other. */
export interface FrontMetrics {
  readonly gap: string;
  readonly performance: string;
}

/** One setting of a {@link FrontView}. */
export interface FrontPoint {
  readonly setting: Setting;
  readonly gap: Figure;
  readonly performance: Figure;
  readonly isReference: boolean;
  /** No other setting is better in one and at least as good in the other. */
  readonly isOnFront: boolean;
}

/**
 * Finds the front of an attribute on the means over the seeds.
 *
 * @returns undefined with fewer than two settings that have both figures.
 */
export function frontView(
  settings: readonly Setting[],
  attribute: string,
  metrics: FrontMetrics,
): FrontView | undefined {
  const points = settings.flatMap((setting, i) => {
    const gap = figureOf(setting, metrics.gap, attribute);
    const performance = figureOf(setting, metrics.performance);
    if (gap === undefined || performance === undefined) return [];
    if (!Number.isFinite(gap.value + performance.value)) return [];
    return [{ setting, gap, performance, isReference: i === 0 }];
  });
  if (points.length < 2) return undefined;
  const onFront = nonDominated(
    points.map(({ gap, performance }) => ({ gap: gap.value, performance: performance.value })),
    {
      gap: metricWords(metrics.gap).better ?? "lower",
      performance: metricWords(metrics.performance).better ?? "higher",
    },
  );
  return {
    attribute,
    metrics,
    points: points.map((point, i) => ({ ...point, isOnFront: onFront[i]! })),
  };
}

/** The point of the front with the best gap. */
export function bestOfFront({ points }: FrontView): FrontPoint {
  const better = metricWords(points[0]!.gap.metric).better === "higher" ? -1 : 1;
  return points
    .filter(({ isOnFront }) => isOnFront)
    .reduce((best, point) => (better * (point.gap.value - best.gap.value) < 0 ? point : best));
}
