import { logRatioOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { selectionRate } from "../rate/selection-rate.ts";
import { FOULDS } from "../sources.ts";

/** Differential fairness of decisions. */
export const differentialFairness: Criterion = logRatioOf(selectionRate, {
  name: "differential_fairness",
  label: "differential fairness",
  definition:
    "In any two groups, the chances to be predicted positive, and negative, are within a factor of one another.",
  figure:
    "Largest absolute log ratio between groups of the chance to be predicted positive, or negative, smoothed.",
  source: FOULDS,
  order: 50,
});
