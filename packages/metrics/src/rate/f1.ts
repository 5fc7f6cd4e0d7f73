import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { FAWCETT } from "../sources.ts";

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
  compute: ({ tp, fp, fn }) => (2 * tp) / (2 * tp + fp + fn),
});
