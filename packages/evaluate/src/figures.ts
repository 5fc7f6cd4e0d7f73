import { groupFigures, metricsOf } from "@fairline/metrics";
import type { Convention, Metric, MetricNeed, Summary } from "@fairline/metrics";

/** One figure that a grouping gives: which metric, and whose. */
export interface Figure {
  readonly metric: Metric;
  /** Position of the group; null for a figure over all groups together, or between them. */
  readonly group: number | null;
}

/** What {@link planFigures} needs to know. */
export interface FigureChoice {
  /** Number of groups. */
  readonly groups: number;
  /** Figures of each group and between them; otherwise only those over all groups together. */
  readonly compared: boolean;
  /** What is known of the rows. */
  readonly known: ReadonlySet<MetricNeed>;
  /** `fairlearn` adds Fairlearn's figures to our own. */
  readonly convention: Convention;
}

/** The figures that can be computed from what is known, in the order in which they are reported: that of the metrics. */
export function planFigures({ groups, compared, known, convention }: FigureChoice): Figure[] {
  const metrics = metricsOf(convention).filter(({ needs }) =>
    needs.every((need) => known.has(need)),
  );
  if (!compared) {
    return metrics
      .filter(({ scope }) => scope === "group")
      .map((metric) => ({ metric, group: null }));
  }
  return metrics.flatMap((metric): Figure[] =>
    metric.scope === "group"
      ? Array.from({ length: groups }, (_, group) => ({ metric, group }))
      : [{ metric, group: null }],
  );
}

/** Computes figures for one summary of the groups, in their order. */
export function computeFigures(figures: readonly Figure[], summary: Summary): Float64Array {
  const computed = groupFigures(summary);
  return Float64Array.from(figures, ({ metric, group }) => {
    if (metric.scope === "between-groups") return metric.compute(computed);
    return group === null ? computed.overall(metric) : computed.values(metric)[group]!;
  });
}

/**
 * Rows that a figure rests on: those of its group; for a figure between groups, those of the smallest group that
 * has any of the metrics that it is made of, and 0 if none has.
 */
export function rowsBehind({ metric, group }: Figure, summary: Summary): number {
  if (metric.scope === "group") {
    return (group === null ? summary.overall : summary.groups[group]!).counts.n;
  }
  const used = summary.groups.filter((each) =>
    metric.of.some(({ compute }) => !Number.isNaN(compute(each))),
  );
  return used.length === 0 ? 0 : Math.min(...used.map(({ counts }) => counts.n));
}
