import { cellMetric } from "../group-metric.ts";
import type { CellMetric } from "../metric.ts";
import { SPEICHER } from "../sources.ts";
import { generalizedEntropyOf } from "../statistics/benefits.ts";
import { smoothedDeltaEstimate, type CellFigure } from "../statistics/delta.ts";
import { ALL_ROWS } from "../statistics/evidence.ts";

const figure: CellFigure = (cells) => Math.sqrt(2 * generalizedEntropyOf(cells));

/** The coefficient of variation of benefits: the root of twice their generalized entropy. */
export const coefficientOfVariation: CellMetric = cellMetric({
  name: "coefficient_of_variation",
  label: "coefficient of variation",
  definition: "Standard deviation over mean of benefits, which are prediction less label plus 1.",
  source: SPEICHER,
  order: 144,
  unit: "number",
  range: [0, Infinity],
  better: "lower",
  needs: ["label", "prediction"],
  undefinedWhen: "every row is positive and none is selected",
  denominators: [ALL_ROWS],
  interval: "normal interval of the logarithm by the delta method",
  estimate: (group) => smoothedDeltaEstimate(figure, group, "log"),
  untested: true,
  compute: figure,
});
