import type { BetweenMetric, ComparedGroups, GroupMetric, Rate } from "@fairline/metrics";
import { criticalValues, detectableGapOfWorstPair, normalQuantile } from "@fairline/numeric";

/** The chance with which a gap is to be shown. */
const POWER = 0.8;

/**
 * The smallest true difference between two groups that these rows would show with a chance of 80 %, whichever groups they are and
 * whichever is ahead: that of the two groups with the least evidence, at the critical value for all pairs.
 *
 * @returns NaN for a figure that is no difference between groups by one metric, and where no difference would be shown.
 */
export function detectableGap(
  { of, comparison }: BetweenMetric,
  groups: ComparedGroups,
  level: number,
): number {
  const [metric, ...others] = of;
  const isDifference = comparison?.form === "difference" && comparison.with === "groups";
  if (metric === undefined || others.length > 0 || !isDifference) return Number.NaN;
  return metric.kind === "rate"
    ? gapOfRates(metric, groups, level)
    : gapOfEstimates(metric, groups, level);
}

function gapOfRates(rate: Rate, groups: ComparedGroups, level: number): number {
  const overall = rate.compute(groups.overall);
  if (!(overall > 0 && overall < 1)) return Number.NaN;
  const { firstHigher, secondHigher } = detectableGapOfWorstPair(groups.rates(rate).n, overall, {
    level,
    power: POWER,
  });
  return Math.max(firstHigher, secondHigher);
}

/** Of figures whose standard errors do not change much with them. */
function gapOfEstimates(metric: GroupMetric, groups: ComparedGroups, level: number): number {
  const errors = groups
    .estimates(metric)
    .map(({ standardError }) => standardError)
    .filter((error) => error > 0)
    .sort((a, b) => b - a);
  const [first, second] = errors;
  if (first === undefined || second === undefined) return Number.NaN;
  const shape = { kind: "pairs", groups: errors.length } as const;
  const { simultaneous } = criticalValues([shape], level);
  return (simultaneous + normalQuantile(POWER)) * Math.hypot(first, second);
}
