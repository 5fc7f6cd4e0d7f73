import { mccEstimate } from "@fairline/numeric";
import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { ALL_ROWS, effectiveCells } from "../statistics/evidence.ts";

/**
 * Matthews' correlation coefficient, or phi: 1 where every prediction is right, 0 where predictions have nothing to do with
 * labels, -1 where every one is wrong.
 *
 * Computed as the square root of the product of the four rates of what is right, less that of the four of what is wrong. That
 * is the usual formula in another form, which keeps to [-1, 1] in floating point and overflows for no weights.
 */
export const matthewsCorrelation: CellMetric = cellMetric({
  name: "matthews_correlation",
  label: "Matthews correlation",
  definition: "Correlation of label and prediction, each as 0 and 1.",
  source:
    'Matthews, "Comparison of the predicted and observed secondary structure of T4 phage lysozyme", Biochim. Biophys. Acta 405 (1975), 442-451, doi:10.1016/0005-2795(75)90109-9',
  order: 120,
  unit: "number",
  range: [-1, 1],
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "the labels or the predictions are all alike",
  denominators: [ALL_ROWS],
  interval: "normal interval on Fisher's atanh scale by the delta method",
  estimate: (group) => mccEstimate(effectiveCells(group)),
  compute: ({ tp, fp, tn, fn }) => {
    const [positive, negative, selected, rejected] = [tp + fn, fp + tn, tp + fp, tn + fn];
    const right = (tp / positive) * (tn / negative) * (tp / selected) * (tn / rejected);
    const wrong = (fn / positive) * (fp / negative) * (fp / selected) * (fn / rejected);
    return Math.sqrt(right) - Math.sqrt(wrong);
  },
});
