import { balancedAccuracyEstimate } from "@fairline/numeric";
import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { FAWCETT } from "../sources.ts";
import { effectiveRate, NEGATIVE_ROWS, POSITIVE_ROWS } from "../statistics/evidence.ts";

/** An accuracy in which both labels count alike, however rare one is. 0.5 for a constant prediction. */
export const balancedAccuracy: CellMetric = cellMetric({
  name: "balanced_accuracy",
  label: "balanced accuracy",
  definition: "Mean of true positive and true negative rate.",
  source: FAWCETT,
  order: 40,
  unit: "rate",
  range: [0, 1],
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "the rows have one label only",
  denominators: [POSITIVE_ROWS, NEGATIVE_ROWS],
  interval:
    "Miettinen and Nurminen's score interval of true less false positive rate, carried over",
  estimate: (group) =>
    balancedAccuracyEstimate(
      effectiveRate(group, { of: ({ tp }) => tp, among: POSITIVE_ROWS }),
      effectiveRate(group, { of: ({ fp }) => fp, among: NEGATIVE_ROWS }),
    ),
  compute: ({ tp, fp, tn, fn }) => (tp / (tp + fn) + tn / (fp + tn)) / 2,
});
