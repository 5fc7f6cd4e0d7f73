import { effectiveRows, groupFigures, metricsOf } from "@fairline/metrics";
import type {
  Convention,
  GroupMetric,
  GroupStatistics,
  Metric,
  MetricNeed,
  Statistics,
} from "@fairline/metrics";

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

/**
 * Computes figures from the statistics of the groups, in their order.
 *
 * @param compute - As `groupFigures` takes it.
 */
export function computeFigures(
  figures: readonly Figure[],
  statistics: Statistics,
  compute?: (metric: GroupMetric, group: GroupStatistics) => number,
): Float64Array {
  const computed = groupFigures(statistics, compute);
  return Float64Array.from(figures, ({ metric, group }) => {
    if (metric.scope === "between-groups") return metric.compute(computed);
    return group === null ? computed.overall(metric) : computed.values(metric)[group]!;
  });
}

/** What a figure rests on. */
export interface Evidence {
  /** Rows of weight above 0 in its denominator, the smallest where it has several; between groups, in the smallest group it covers. */
  readonly rows: number;
  /** The same as effective rows: as many of equal weight know as much. */
  readonly effective: number;
  /** Positions of the groups that a figure between groups does not cover, because one of its metrics is undefined there. */
  readonly uncovered: readonly number[];
}

/** What a figure rests on, from the statistics of its groups. */
export function evidenceOf({ metric, group }: Figure, { groups, overall }: Statistics): Evidence {
  if (metric.scope === "group") {
    return { ...behind(metric, group === null ? overall : groups[group]!), uncovered: [] };
  }
  const found = metric.of.map((each) =>
    groups.map((one) => (Number.isNaN(each.compute(one)) ? undefined : behind(each, one))),
  );
  const known = found.flat().filter((each) => each !== undefined);
  const fewest = (of: keyof Omit<Evidence, "uncovered">): number =>
    known.length === 0 ? 0 : Math.min(...known.map((each) => each[of]));
  return {
    rows: fewest("rows"),
    effective: fewest("effective"),
    uncovered: [...groups.keys()].filter((g) => found.some((each) => each[g] === undefined)),
  };
}

function behind(
  { denominators }: GroupMetric,
  group: GroupStatistics,
): Omit<Evidence, "uncovered"> {
  return {
    rows: Math.min(...denominators.map((among) => among(group.rows))),
    effective: Math.min(...denominators.map((among) => effectiveRows(group, among))),
  };
}
