import type { BetweenMetric, Criterion } from "../metric.ts";

/** What {@link figureBetween} is declared by. */
type Declaration = Omit<
  BetweenMetric,
  "scope" | "comparison" | "aggregate" | "subject" | "gap" | "hasInterval"
>;

/** A figure between groups that is no difference and no ratio of theirs. It has the interval of its `estimate`, or none. */
export function figureBetween(declared: Declaration): BetweenMetric {
  const { name, label } = declared;
  return {
    ...declared,
    scope: "between-groups",
    hasInterval: declared.estimate !== undefined,
    comparison: null,
    aggregate: null,
    subject: { name, label, isCriterion: true },
    gap: () => null,
  };
}

/** A criterion of one such figure, under its name. @param definition - When it is met. */
export function criterionOf(
  metric: BetweenMetric,
  { definition, order }: Pick<Criterion, "definition" | "order">,
): Criterion {
  const { name, label, source } = metric;
  return { name, label, definition, source, order, metrics: [metric] };
}
