import { differencePairs, estimateDifferences } from "@fairline/numeric";
import type { Comparison } from "../metric.ts";
import { WEERTS } from "../sources.ts";
import { extremes } from "./extremes.ts";

/** The largest figure less the smallest: 0 where all groups are equal, never negative. */
export const difference: Comparison = {
  name: "difference",
  label: "difference",
  form: "difference",
  with: "groups",
  definition: (label) => `largest less smallest ${label} over the groups`,
  source: WEERTS,
  better: "lower",
  undefinedWhen: "fewer than two groups have a figure",
  admits: () => true,
  unit: ({ unit }) => (unit === "rate" ? "points" : unit),
  range: ({ range: [least, greatest] }) => [0, greatest - least],
  compute: (values, _, fewest = 2) => {
    const { least, greatest } = extremes(values, fewest);
    return greatest - least;
  },
  ofRates: differencePairs,
  ofEstimates: ({ estimates }) => estimateDifferences(estimates),
  figureOf: (gap) => gap,
};
