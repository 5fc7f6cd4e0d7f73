import { comparedGroups } from "@fairline/metrics";
import type { ComparedGroups, Gap, Metric, Statistics } from "@fairline/metrics";
import { criticalValues, estimateInterval, gapInterval, meanGapInterval } from "@fairline/numeric";
import type { FamilyShape, Interval, RateMethod } from "@fairline/numeric";
import type { Figure } from "./figures.ts";

/** How intervals are made from statistics. */
export interface IntervalChoice {
  /** How the interval of a share is made. */
  readonly rates: RateMethod;
}

const NONE: Interval = { low: Number.NaN, high: Number.NaN };

/**
 * An interval for each figure, by what the figure is; nothing is drawn. Each holds its figure.
 *
 * @param values - The figures themselves.
 * @param level - In (0, 1).
 * @returns NaN at both ends where a figure is undefined or has no interval.
 */
export function analyticIntervals(
  figures: readonly Figure[],
  { values, groups }: { readonly values: Float64Array; readonly groups: ComparedGroups },
  level: number,
): Interval[] {
  const critical = criticalValuesAt(level);
  return figures.map(({ metric, group }, i): Interval => {
    const value = values[i]!;
    if (Number.isNaN(value)) return NONE;
    if (metric.scope === "between-groups") {
      if (metric.estimate !== undefined) {
        return holding(value, metric, estimateInterval(metric.estimate(groups), level));
      }
      const gap = metric.gap(groups);
      return gap === null ? NONE : holding(value, metric, intervalOf(gap, critical));
    }
    const estimate = group === null ? groups.ofAll(metric) : groups.estimates(metric)[group]!;
    return holding(value, metric, estimateInterval(estimate, level));
  });
}

/** Groups as intervals and tests see them. */
export function compared(statistics: Statistics, { rates }: IntervalChoice): ComparedGroups {
  return comparedGroups(statistics, rates);
}

type Critical = (shapes: readonly FamilyShape[]) => ReturnType<typeof criticalValues>;

/** Critical values, computed once for all families of the same shapes. */
function criticalValuesAt(level: number): Critical {
  const known = new Map<string, ReturnType<typeof criticalValues>>();
  return (shapes) => {
    const key = shapes.map(({ kind, groups }) => `${kind} ${String(groups)}`).join();
    const found = known.get(key) ?? criticalValues(shapes, level);
    known.set(key, found);
    return found;
  };
}

function intervalOf({ families, shapes, combine, figureOf }: Gap, critical: Critical): Interval {
  const values = critical(shapes);
  const gap =
    combine === "mean" ? meanGapInterval(families, values) : gapInterval(families, values);
  const [one, other] = [figureOf(gap.low), figureOf(gap.high)];
  return { low: Math.min(one, other), high: Math.max(one, other) };
}

/** Cuts an interval at the metric's range, and widens it by what rounding puts the figure beside it. */
function holding(value: number, { range }: Metric, { low, high }: Interval): Interval {
  const [least, greatest] = range;
  return {
    low: Math.min(Math.max(low, least), value),
    high: Math.max(Math.min(high, greatest), value),
  };
}
