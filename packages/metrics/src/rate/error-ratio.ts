import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { BERK } from "../sources.ts";
import { smoothedDeltaEstimate, type CellFigure } from "../statistics/delta.ts";

const figure: CellFigure = ({ fp, fn }) => (fp > 0 ? fn / fp : Number.NaN);

/** Which of the two errors is made: above 1 more positive rows are missed than negative ones selected. */
export const errorRatio: CellMetric = cellMetric({
  name: "error_ratio",
  label: "error ratio",
  definition: "False negatives for each false positive.",
  source: BERK,
  order: 97,
  unit: "number",
  range: [0, Infinity],
  better: null,
  needs: ["label", "prediction"],
  undefinedWhen: "no negative row is selected",
  denominators: [({ fp, fn }) => fp + fn],
  interval: "normal interval of the logarithm by the delta method",
  estimate: (group) => smoothedDeltaEstimate(figure, group, "log"),
  compute: figure,
});
