import { portableExp, portableLog, symmetricEstimate } from "@fairline/numeric";
import type { Estimate, GapFamily } from "@fairline/numeric";
import type { EstimatedGroups } from "../metric.ts";

/** The figure of each group less that over all rows. */
export function differencesFromOverall(groups: EstimatedGroups): Estimate[] {
  const { own, overall: all, shared } = groups.covariances();
  return groups.estimates.map((group, g) =>
    contrast(group, group.value - groups.overall.value, {
      error: rootOf(own[g]! + all - 2 * shared[g]!),
      own: rootOf(own[g]!),
      scale: (value) => value,
    }),
  );
}

/** The logarithm of the figure of each group over that of all rows. Not finite where a figure is 0. */
export function logRatiosToOverall(groups: EstimatedGroups): Estimate[] {
  const { own, overall: all, shared } = groups.covariances();
  const { value: whole } = groups.overall;
  return groups.estimates.map((group, g) => {
    const { value } = group;
    const relative = own[g]! / value / value;
    return contrast(group, portableLog(value / whole), {
      error: rootOf(relative + all / whole / whole - (2 * shared[g]!) / value / whole),
      own: rootOf(relative),
      scale: portableLog,
    });
  });
}

/** The root of a variance, which rounding may have put below 0. */
function rootOf(variance: number): number {
  return Math.sqrt(Math.max(0, variance));
}

/**
 * A figure of a group beside that of all rows. Its interval is the group's own, which holds its level for few rows, made wider or
 * narrower as the standard errors are.
 *
 * @param options - The standard errors of the contrast and of the group on the scale of the contrast, and that scale.
 */
function contrast(
  group: Estimate,
  value: number,
  options: {
    readonly error: number;
    readonly own: number;
    readonly scale: (value: number) => number;
  },
): Estimate {
  const { error, own, scale } = options;
  if (Number.isNaN(value)) return symmetricEstimate(value, error);
  // Where the group's rows show no scatter, the contrast is held to be as unsure as the group.
  const factor = own > 0 ? error / own : 1;
  const centre = scale(group.value);
  return {
    value,
    standardError: error,
    interval: (z) => {
      const { low, high } = group.interval(z);
      return {
        low: value - factor * (centre - scale(low)),
        high: value + factor * (scale(high) - centre),
      };
    },
  };
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
