import { comparisonsOf } from "./between/comparisons.ts";
import { smoothedLogRatio } from "./between/smoothed-log-ratio.ts";
import type { Criterion, GroupMetric, Rate } from "./metric.ts";

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
  const { name, label, source } = criterion;
  return {
    ...criterion,
    metrics: [
      {
        scope: "between-groups",
        name,
        label,
        definition: figure,
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
        compute: ({ groups }) =>
          smoothedLogRatio(
            groups.map(({ counts }) => counts).filter((counts) => rate.among(counts) > 0),
            rate,
          ),
      },
    ],
  };
}
