import { linearCombination } from "../estimate/combine.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { lowerRatio } from "../estimate/ratio.ts";
import type { Bounded } from "../estimate/ratio.ts";
import { findRoot } from "../root/chandrupatla.ts";
import { largest, smallest } from "../summary/extremes.ts";
import { largestOverPairs } from "./estimate-pairs.ts";
import type { GapFamily } from "./gap-family.ts";

/**
 * Differences of the estimates of each group and each other, each from the two intervals by squaring and adding: the largest is
 * the largest estimate less the smallest. For figures that are not rates: areas under the ROC curve, losses, F1.
 *
 * Costs a sort of the groups an end.
 *
 * @param estimates - Of each group, from different rows; those of NaN, or without an interval, are left out.
 */
export function estimateDifferences(estimates: readonly Estimate[]): GapFamily {
  const known = estimates.filter(isKnown);
  return estimateFamily("pairs", known, {
    value: differenceOf(known),
    low: (at) =>
      largestOverPairs(
        at,
        "low",
        (g, h) => g.value - h.value - Math.hypot(g.value - g.low, h.high - h.value),
      ),
    high: (at) =>
      largestOverPairs(
        at,
        "high",
        (g, h) => g.value - h.value + Math.hypot(g.high - g.value, h.value - h.low),
      ),
  });
}

/**
 * What the ratio of the estimates of each group and each other lacks to 1, for figures of at least 0: the largest is 1 less the
 * smallest estimate over the largest. Otherwise as {@link estimateDifferences}.
 */
export function estimateRatios(estimates: readonly Estimate[]): GapFamily {
  const known = estimates.filter(isKnown);
  const values = known.map(({ value }) => value);
  return estimateFamily("pairs", known, {
    value: 1 - smallest(values) / largest(values),
    low: (at) => largestOverPairs(at, "low", (g, h) => 1 - 1 / lowerRatio(g, h)),
    high: (at) => largestOverPairs(at, "high", (g, h) => 1 - lowerRatio(h, g)),
  });
}

/**
 * Distances of the figure of each group from that over all groups.
 *
 * @param contrasts - Of each group: its figure less that over all groups. {@link contrastToOverall} makes them of means.
 */
export function estimatesToOverall(contrasts: readonly Estimate[]): GapFamily {
  const known = contrasts.filter(isKnown);
  return estimateFamily("overall", known, {
    value: largest(known.map(({ value }) => Math.abs(value))),
    low: (at) => Math.max(0, largest(at.map(({ low, high }) => Math.max(low, -high)))),
    high: (at) => Math.max(0, largest(at.map(({ low, high }) => Math.max(high, -low)))),
  });
}

/**
 * The figure of a group less that over all groups, for a figure that is a weighted mean of those of the groups: 1 less the
 * group's weight times its distance from all others.
 *
 * @param group - The group's figure.
 * @param others - The figure of all other rows.
 * @param weight - The group's share of the weight of all rows.
 */
export function contrastToOverall(group: Estimate, others: Estimate, weight: number): Estimate {
  return linearCombination([
    { estimate: group, times: 1 - weight },
    { estimate: others, times: weight - 1 },
  ]);
}

interface Ends {
  readonly value: number;
  readonly low: (at: readonly Bounded[]) => number;
  readonly high: (at: readonly Bounded[]) => number;
}

function estimateFamily(
  kind: GapFamily["kind"],
  known: readonly Estimate[],
  { value, low, high }: Ends,
): GapFamily {
  const at = (z: number): Bounded[] =>
    known.map((estimate) => ({ value: estimate.value, ...estimate.interval(z) }));
  const lowAt = (z: number): number => low(at(z));
  return {
    kind,
    groups: known.length,
    value: known.length < 2 ? Number.NaN : value,
    low: lowAt,
    high: (z) => high(at(z)),
    statistic: () => lastAbove(lowAt),
  };
}

function isKnown(estimate: Estimate): boolean {
  return !Number.isNaN(estimate.interval(1).low);
}

function differenceOf(estimates: readonly Estimate[]): number {
  const values = estimates.map(({ value }) => value);
  return largest(values) - smallest(values);
}

/** Beyond it a normal tail is 0 in a double. */
const FARTHEST = 38;

/** The z at which a lower end that falls with it becomes 0. */
function lastAbove(low: (z: number) => number): number {
  if (!(low(0) > 0)) return 0;
  if (low(FARTHEST) > 0) return FARTHEST;
  return findRoot((z) => (low(z) > 0 ? 1 : -1), 0, FARTHEST);
}
