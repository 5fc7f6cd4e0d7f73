import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { SPEICHER } from "../sources.ts";
import { generalizedEntropyOf } from "../statistics/benefits.ts";
import { smoothedDeltaEstimate } from "../statistics/delta.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";

/** Generalized entropy of order 2 of benefits: 0 where all rows benefit alike. */
export const generalizedEntropy: CellMetric = cellMetric({
  name: "generalized_entropy",
  label: "generalized entropy",
  definition:
    "Inequality of benefits, which are prediction less label plus 1, as half of their squared coefficient of variation.",
  source: SPEICHER,
  order: 140,
  unit: "number",
  range: [0, Infinity],
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "every row is positive and none is selected",
  denominators: [ALL_ROWS],
  interval: "normal interval of the logarithm by the delta method",
  estimate: (group) => smoothedDeltaEstimate(generalizedEntropyOf, group, "log"),
  untested: true,
  compute: generalizedEntropyOf,
});
