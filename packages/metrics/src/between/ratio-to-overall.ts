import { estimatesToOverall, ratiosToOverall } from "@fairline/numeric";
import type { Comparison } from "../metric.ts";
import { logRatiosToOverall, shortfallsOfLogs } from "./contrasts.ts";
import { extremes } from "./extremes.ts";
import { ratio } from "./ratio.ts";

/** The smallest ratio of a group's figure and the figure over all rows, the smaller of the two over the larger. */
export const ratioToOverall: Comparison = {
  ...ratio,
  name: "ratio_to_overall",
  label: "ratio to overall",
  with: "overall",
  definition: (label) => `smallest ratio of a group's ${label} and that of all rows`,
  compute: (values, overall, fewest = 2) => {
    const { least, greatest } = extremes(values, fewest);
    return Math.min(smallerOverLarger(least, overall), smallerOverLarger(greatest, overall));
  },
  ofRates: ratiosToOverall,
  ofEstimates: (groups) => {
    const figures = [groups.overall, ...groups.estimates];
    // The logarithm of 0 has no interval.
    if (figures.some(({ value }) => value === 0)) return null;
    return shortfallsOfLogs(estimatesToOverall(logRatiosToOverall(groups)));
  },
};

function smallerOverLarger(a: number, b: number): number {
  const value = a / b;
  return value > 1 ? 1 / value : value;
}
