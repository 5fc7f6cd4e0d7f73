import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { POSITIVE_ROWS } from "../statistics/evidence.ts";
import { smoothedDeltaEstimate, type CellFigure } from "../statistics/delta.ts";

const figure: CellFigure = ({ tp, fp, tn, fn }) => {
  const rows = tp + fp + tn + fn;
  return tp / (tp + fp) / ((tp + fn) / rows);
};

/** Lift: how many times as often a selected row is positive as any row. 1 where selection says nothing of the label. */
export const lift: CellMetric = cellMetric({
  name: "lift",
  label: "lift",
  definition: "Positive predictive value over the share of rows with a positive label.",
  source:
    'Brin, Motwani, Ullman and Tsur, "Dynamic itemset counting and implication rules for market basket data", SIGMOD 1997, doi:10.1145/253260.253325',
  order: 102,
  unit: "number",
  range: [0, Infinity],
  better: "higher",
  needs: ["label", "prediction"],
  undefinedWhen: "no row is selected, or no row has a positive label",
  denominators: [({ tp, fp }) => tp + fp, POSITIVE_ROWS],
  interval: "normal interval of the logarithm by the delta method",
  estimate: (group) => smoothedDeltaEstimate(figure, group, "log"),
  untested: true,
  compute: figure,
});
