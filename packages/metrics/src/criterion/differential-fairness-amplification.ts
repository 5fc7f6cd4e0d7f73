import { criterionOf, figureBetween } from "../between/figure.ts";
import { smoothedLogRatioOf } from "../criterion.ts";
import type { Criterion } from "../metric.ts";
import { baseRate } from "../rate/base-rate.ts";
import { selectionRate } from "../rate/selection-rate.ts";
import { FOULDS } from "../sources.ts";

/** Amplification of differential fairness: how much further apart groups are in decisions than in labels. */
export const differentialFairnessAmplification: Criterion = criterionOf(
  figureBetween({
    name: "differential_fairness_amplification",
    label: "differential fairness amplification",
    definition: "Differential fairness of the decisions less that of the labels.",
    source: FOULDS,
    unit: "number",
    range: [-Infinity, Infinity],
    better: "lower",
    needs: ["label", "prediction"],
    undefinedWhen: "fewer than two groups have rows",
    untested: true,
    of: [selectionRate, baseRate],
    compute: ({ groups }) =>
      smoothedLogRatioOf(selectionRate, groups) - smoothedLogRatioOf(baseRate, groups),
  }),
  { definition: "Groups are no further apart in decisions than in labels.", order: 52 },
);
