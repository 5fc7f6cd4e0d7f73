import { meanMetric } from "../group-metric.ts";
import type { MeanMetric } from "../metric.ts";

/** The Brier score. */
export const brier: MeanMetric = meanMetric({
  name: "brier",
  label: "Brier score",
  definition: "Mean squared difference of score and label.",
  source:
    'Brier, "Verification of forecasts expressed in terms of probability", Mon. Weather Rev. 78 (1950), 1-3, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2',
  order: 220,
  unit: "number",
  range: [0, 1],
  better: "lower",
  needs: ["label", "score"],
  undefinedWhen: "no row has weight",
  of: (label, score) => (score - label) * (score - label),
});
