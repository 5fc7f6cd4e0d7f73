import { portableLog, ratioPairs } from "@fairline/numeric";
import { comparisonsOf } from "./between/comparisons.ts";
import { smoothedLogRatio, smoothedRates } from "./between/smoothed-log-ratio.ts";
import type { BetweenMetric, ComparedGroups, Criterion, Gap, GroupMetric, Rate } from "./metric.ts";
import { effectiveCells } from "./statistics/evidence.ts";
import type { GroupStatistics } from "./statistics/statistics.ts";

/** A criterion that a metric is the same in every group. Its figures are the comparisons of that metric, under its own name. */
export function parityOf(metric: GroupMetric, criterion: Omit<Criterion, "metrics">): Criterion {
  return { ...criterion, metrics: comparisonsOf(metric, criterion) };
}

/**
 * A criterion on the log ratio of a rate, smoothed. Its figure has its own name, and leaves out groups without weight.
 *
 * @param figure - What the figure is, in one sentence.
 */
export function logRatioOf(
  rate: Rate,
  { figure, ...criterion }: Omit<Criterion, "metrics"> & { readonly figure: string },
): Criterion {
  return { ...criterion, metrics: [logRatioMetric(rate, figure, criterion)] };
}

function logRatioMetric(
  rate: Rate,
  definition: string,
  { name, label, source }: Omit<Criterion, "metrics">,
): BetweenMetric {
  return {
    scope: "between-groups",
    name,
    label,
    definition,
    source,
    unit: "number",
    range: [0, Infinity],
    better: "lower",
    needs: rate.needs,
    undefinedWhen: "fewer than two groups have rows",
    of: [rate],
    comparison: null,
    aggregate: null,
    subject: { name, label, isCriterion: true },
    compute: ({ groups }) => smoothedLogRatioOf(rate, groups),
    gap: (groups) => logRatioGap(rate, groups),
  };
}

/** The smoothed log ratio of a rate, of groups that have weight. */
export function smoothedLogRatioOf(rate: Rate, groups: readonly GroupStatistics[]): number {
  return smoothedLogRatio(
    // The prior is some rows: beside weights it is some of the rows that those are worth.
    groups
      .filter(({ counts }) => rate.among(counts) > 0)
      .map((group) => effectiveCells(group, rate.among)),
    rate,
  );
}

/** The rates as the prior smooths them, and their complements, which say the same of where there is no gap. */
function logRatioGap(rate: Rate, groups: ComparedGroups): Gap {
  const { chosen, others } = smoothedRates(groups.rates(rate));
  const families = [ratioPairs(chosen), ratioPairs(others)];
  return {
    families,
    shapes: families.slice(0, 1),
    combine: "largest",
    figureOf: (gap) => -portableLog(1 - gap),
  };
}
