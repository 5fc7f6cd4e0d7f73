import { FairlineError, nameHint } from "@fairline/core";
import { metricsOf } from "@fairline/metrics";
import type { CellMetric, Cells, Metric, Rate } from "@fairline/metrics";

/** A figure of a group that its four counts decide. */
export type CountMetric = Rate | CellMetric;

/** The criteria of the literature that thresholds can be held to, by the figures that they want alike in all groups. */
export const CRITERIA = {
  "demographic-parity": ["selection_rate"],
  "equal-opportunity": ["true_positive_rate"],
  "predictive-equality": ["false_positive_rate"],
  "equalized-odds": ["true_positive_rate", "false_positive_rate"],
  "predictive-parity": ["positive_predictive_value"],
} as const;

/** What is to be alike in all groups: a criterion by name, or figures by the names of `@fairline/metrics`. */
export type Constraint = keyof typeof CRITERIA | readonly string[];

/**
 * The figures that a constraint wants alike.
 *
 * @throws FairlineError `PARAM_INVALID` for a name that is no figure of a group's counts.
 */
export function constrainedMetrics(constraint: Constraint): readonly CountMetric[] {
  const names = typeof constraint === "string" ? CRITERIA[constraint] : constraint;
  return names.map((name) => {
    const known = metricsOf("fairline").filter(isCountMetric);
    const metric = known.find((each) => each.name === name);
    if (metric !== undefined) return metric;
    throw new FairlineError("PARAM_INVALID", `"${name}" is no figure of a group's counts`, {
      hint: nameHint(
        name,
        known.map((each) => each.name),
        "figures",
      ),
    });
  });
}

/** Labels of which every group needs a row, so that the figures are defined. */
export function neededLabels(metrics: readonly CountMetric[]): ("positive" | "negative")[] {
  const isUndefined = (cells: Cells): boolean =>
    metrics.some(({ compute }) => Number.isNaN(compute({ counts: { n: 0, ...cells } })));
  return [
    ...(isUndefined({ tp: 0, fn: 0, fp: 1, tn: 1 }) ? (["positive"] as const) : []),
    ...(isUndefined({ tp: 1, fn: 1, fp: 0, tn: 0 }) ? (["negative"] as const) : []),
  ];
}

/** What a constraint holds alike, in words: "true positive rates and false positive rates". */
export function constraintWords(constraint: Constraint): string {
  return constrainedMetrics(constraint)
    .map(({ label }) => (/(rate|value)$/.test(label) ? `${label}s` : label))
    .join(" and ");
}

function isCountMetric(metric: Metric): metric is CountMetric {
  return metric.scope === "group" && (metric.kind === "rate" || metric.kind === "cells");
}
