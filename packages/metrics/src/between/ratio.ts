import { estimateRatios, ratioPairs } from "@fairline/numeric";
import type { Comparison } from "../metric.ts";
import { WEERTS } from "../sources.ts";
import { extremes } from "./extremes.ts";

/** The smallest figure as a share of the largest: 1 where all groups are equal. NaN also where every figure is 0. */
export const ratio: Comparison = {
  name: "ratio",
  label: "ratio",
  form: "ratio",
  with: "groups",
  definition: (label) => `smallest over largest ${label} over the groups`,
  source: WEERTS,
  better: "higher",
  undefinedWhen: "fewer than two groups have a figure, or all are 0",
  admits: ({ range: [least] }) => least >= 0,
  unit: () => "number",
  range: () => [0, 1],
  compute: (values, _, fewest = 2) => {
    const { least, greatest } = extremes(values, fewest);
    return least / greatest;
  },
  ofRates: ratioPairs,
  ofEstimates: ({ estimates }) => estimateRatios(estimates),
  figureOf: (gap) => 1 - gap,
};
