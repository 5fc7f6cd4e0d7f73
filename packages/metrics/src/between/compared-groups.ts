import type { GapFamily, RateGroups, RateMethod } from "@fairline/numeric";
import type { ComparedGroups, Comparison, GroupMetric, JointVariances, Rate } from "../metric.ts";
import { effectiveRate } from "../statistics/evidence.ts";
import type { GroupStatistics, Statistics } from "../statistics/statistics.ts";

/** @param method - How the interval of a share is made. */
export function comparedGroups(
  { groups, overall }: Statistics,
  method: RateMethod,
): ComparedGroups {
  const estimates = remembered((metric: GroupMetric) =>
    groups.map((group) => metric.estimate(group, method)),
  );
  const ofAll = remembered((metric: GroupMetric) => metric.estimate(overall, method));
  const covariances = remembered((metric: GroupMetric) =>
    "covariances" in metric ? metric.covariances(groups, overall) : NO_VARIANCES,
  );
  const rates = remembered((rate: Rate) => rateGroups(rate, groups));
  const families = remembered((metric: GroupMetric) =>
    remembered((comparison: Comparison): GapFamily | null =>
      metric.kind === "rate"
        ? comparison.ofRates(rates(metric))
        : comparison.ofEstimates({
            estimates: estimates(metric),
            overall: ofAll(metric),
            covariances: () => covariances(metric),
          }),
    ),
  );
  return {
    groups,
    overall,
    estimates,
    ofAll,
    rates,
    family: (metric, comparison) => families(metric)(comparison),
  };
}

const NO_VARIANCES: JointVariances = { own: [], overall: Number.NaN, shared: [] };

function rateGroups(rate: Rate, groups: readonly GroupStatistics[]): RateGroups {
  const found = groups.map((group) => effectiveRate(group, rate));
  return {
    successes: found.map(({ successes }) => successes),
    n: found.map(({ n }) => n),
    weight: groups.map(({ counts }) => rate.among(counts)),
  };
}

function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
