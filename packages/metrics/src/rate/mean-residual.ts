import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";
import { smoothedDeltaEstimate, type CellFigure } from "../statistics/delta.ts";

const figure: CellFigure = (cells) => (cells.fn - cells.fp) / ALL_ROWS(cells);

/** How much less often a group is selected than its labels are positive; below 0 where it is selected more often. */
export const meanResidual: CellMetric = cellMetric({
  name: "mean_residual",
  label: "mean residual",
  definition: "Mean of label less prediction, each as 0 and 1.",
  source: "The mean of residuals, as in regression.",
  order: 127,
  unit: "points",
  range: [-1, 1],
  better: null,
  needs: ["label", "prediction"],
  undefinedWhen: "no row has weight",
  denominators: [ALL_ROWS],
  interval: "normal interval by the delta method",
  estimate: (group) => smoothedDeltaEstimate(figure, group),
  compute: figure,
});
