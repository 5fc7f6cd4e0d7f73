import { metricWords } from "../format/metric-words.ts";
import type { Figure } from "./figure.ts";
import { nonDominated } from "./non-dominated.ts";
import type { Selection } from "./selection.ts";
import { figureOf, type Setting } from "./setting.ts";

/** Performance against the gap of one attribute, over the settings of a matrix. */
export interface Front {
  readonly metrics: FrontMetrics;
  /** The reference first. */
  readonly points: readonly FrontPoint[];
}

/** What a front compares. */
interface FrontMetrics {
  readonly gap: string;
  readonly performance: string;
}

/** One setting of a {@link Front}. */
export interface FrontPoint {
  readonly setting: Setting;
  readonly gap: Figure;
  readonly performance: Figure;
  readonly isReference: boolean;
  /** No other setting is better in one and at least as good in the other. */
  readonly isOnFront: boolean;
}

/** Finds the fronts of the attributes that have one; none without a performance metric. */
export function findFronts(
  settings: readonly Setting[],
  { attributes, gap, performance }: Pick<Selection, "attributes" | "gap" | "performance">,
): ReadonlyMap<string, Front> {
  if (performance === undefined) return new Map();
  return new Map(
    attributes.flatMap((attribute) => {
      const front = findFront(settings, attribute, { gap, performance });
      return front === undefined ? [] : [[attribute, front] as const];
    }),
  );
}

/**
 * Finds the front of an attribute on the means over the seeds.
 *
 * @returns undefined with fewer than two settings that have both figures.
 */
function findFront(
  settings: readonly Setting[],
  attribute: string,
  metrics: FrontMetrics,
): Front | undefined {
  const points = settings.flatMap((setting, i) => {
    const gap = figureOf(setting, metrics.gap, { attribute });
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
    metrics,
    points: points.map((point, i) => ({ ...point, isOnFront: onFront[i]! })),
  };
}

/** Tells whether a setting is on the front of an attribute; false where the attribute has none. */
export function isOnFront(front: Front | undefined, setting: Setting): boolean {
  return front?.points.some((point) => point.setting === setting && point.isOnFront) ?? false;
}

/** The point of the front with the best gap. */
export function bestOfFront({ points }: Front): FrontPoint {
  const better = metricWords(points[0]!.gap.metric).better === "higher" ? -1 : 1;
  return points
    .filter((point) => point.isOnFront)
    .reduce((best, point) => (better * (point.gap.value - best.gap.value) < 0 ? point : best));
}
