import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

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
  compute: ({ tp, fp, tn, fn }) => (tp / (tp + fn) + tn / (fp + tn)) / 2,
});
