import { f1Estimate } from "@fairline/numeric";
import { cellMetric } from "../group-metric.ts";
import type { CellMetric, Denominator } from "../metric.ts";
import { FAWCETT } from "../sources.ts";
import { effectiveRate } from "../statistics/evidence.ts";

/** Rows that are positive by label or by prediction. */
const ANY_POSITIVE: Denominator = ({ tp, fp, fn }) => tp + fp + fn;

/** F1: precision and recall in one number, with no regard to true negatives. */
export const f1: CellMetric = cellMetric({
  name: "f1",
  label: "F1",
  definition: "Harmonic mean of positive predictive value and true positive rate.",
  source: FAWCETT,
  order: 110,
  unit: "number",
  range: [0, 1],
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row is selected or has a positive label",
  denominators: [ANY_POSITIVE],
  interval: "Wilson's score interval of the share of true positives, carried over",
  compute: ({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn),
  estimate: (group) => {
    const { successes, n } = effectiveRate(group, { of: ({ tp }) => tp, among: ANY_POSITIVE });
    return f1Estimate(successes, n);
  },
});
