import { logRatioOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { baseRate } from "../rate/base-rate.ts";
import { FOULDS } from "../sources.ts";

/** Differential fairness of the labels: it describes the data, whatever was decided. */
export const labelDifferentialFairness: Criterion = logRatioOf(baseRate, {
  name: "label_differential_fairness",
  label: "label differential fairness",
  definition:
    "In any two groups, the chances to be labelled positive, and negative, are within a factor of one another.",
  figure:
    "Largest absolute log ratio between groups of the chance to be labelled positive, or negative, smoothed.",
  source: FOULDS,
  order: 40,
});
