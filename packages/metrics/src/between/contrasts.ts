import { portableExp, portableLog, symmetricEstimate } from "@fairline/numeric";
import type { Estimate, GapFamily } from "@fairline/numeric";
import type { EstimatedGroups } from "../metric.ts";

/** The figure of each group less that over all rows. */
export function differencesFromOverall({
  estimates,
  overall,
  covariances,
}: EstimatedGroups): Estimate[] {
  const shared = covariances();
  return estimates.map((group, g) => {
    const variance =
      group.standardError * group.standardError +
      overall.standardError * overall.standardError -
      2 * shared[g]!;
    return symmetricEstimate(group.value - overall.value, Math.sqrt(Math.max(0, variance)));
  });
}

/** The logarithm of the figure of each group over that of all rows. Not finite where a figure is 0. */
export function logRatiosToOverall({
  estimates,
  overall,
  covariances,
}: EstimatedGroups): Estimate[] {
  const shared = covariances();
  const error = overall.standardError / overall.value;
  return estimates.map((group, g) => {
    const own = group.standardError / group.value;
    const variance = own * own + error * error - (2 * shared[g]!) / group.value / overall.value;
    return symmetricEstimate(
      portableLog(group.value / overall.value),
      Math.sqrt(Math.max(0, variance)),
    );
  });
}

/** Comparisons of logarithms as what ratios lack to 1. */
export function shortfallsOfLogs(family: GapFamily): GapFamily {
  const shortfall = (log: number): number => 1 - portableExp(-log);
  return {
    ...family,
    value: shortfall(family.value),
    low: (z) => shortfall(family.low(z)),
    high: (z) => shortfall(family.high(z)),
  };
}
