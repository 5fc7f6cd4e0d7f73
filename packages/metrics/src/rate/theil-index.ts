import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { SPEICHER } from "../sources.ts";
import { theilOf } from "../statistics/benefits.ts";
import { smoothedDeltaEstimate } from "../statistics/delta.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";

/** Theil's index of benefits: 0 where all rows benefit alike. */
export const theilIndex: CellMetric = cellMetric({
  name: "theil_index",
  label: "Theil index",
  definition:
    "Inequality of benefits, which are prediction less label plus 1, as the mean of benefit times logarithm of benefit, each over the mean.",
  source: SPEICHER,
  order: 142,
  unit: "number",
  range: [0, Infinity],
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "every row is positive and none is selected",
  denominators: [ALL_ROWS],
  interval: "normal interval of the logarithm by the delta method",
  estimate: (group) => smoothedDeltaEstimate(theilOf, group, "log"),
  untested: true,
  compute: theilOf,
});
