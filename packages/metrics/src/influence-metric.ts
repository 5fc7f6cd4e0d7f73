import { scaledEstimate, symmetricEstimate } from "@fairline/numeric";
import type { Estimate } from "@fairline/numeric";
import { scoreMetric } from "./group-metric.ts";
import type { JointVariances, ScoreMetric } from "./metric.ts";
import { effectiveRows } from "./statistics/evidence.ts";
import type { ScoreRows } from "./statistics/score-rows.ts";
import type { GroupStatistics } from "./statistics/statistics.ts";

/** What {@link influenceMetric} is declared by. */
type Declaration = Omit<
  ScoreMetric,
  "scope" | "kind" | "compute" | "interval" | "estimate" | "covariances"
> & {
  readonly compute: (scores: ScoreRows) => number;
  /** How fast the figure rises with the weight of each row. */
  readonly influence: (scores: ScoreRows) => Float64Array;
  /** Where the interval is made; on the figure's own scale if left out. */
  readonly scale?: "logit";
  /** The interval where no row has an influence; that of width 0 if left out. */
  readonly atEnd?: (group: GroupStatistics) => Estimate;
};

/**
 * A number of scores and labels whose standard error is that of the influences of rows: the infinitesimal jackknife, for rows that
 * are drawn independently, each with its weight. Intervals have Student's degrees of freedom of its smallest denominator.
 *
 * @see Efron, "The jackknife, the bootstrap and other resampling plans", SIAM 1982, chapter 6, doi:10.1137/1.9781611970319
 */
export function influenceMetric({
  influence,
  scale,
  atEnd,
  ...declared
}: Declaration): ScoreMetric {
  const { compute, denominators } = declared;
  const estimate: ScoreMetric["estimate"] = (group) => {
    const value = compute(group.scores);
    const n = Math.min(...denominators.map((among) => effectiveRows(group, among)));
    // A single row shows no scatter.
    const degrees = n > 1 ? n - 1 : Number.NaN;
    const variance = varianceOf(group.scores, influence(group.scores)) * (n / degrees);
    const standardError = Math.sqrt(variance);
    if (standardError === 0 && atEnd !== undefined) return atEnd(group);
    return scale === undefined
      ? symmetricEstimate(value, standardError, degrees)
      : scaledEstimate(scale, { value, standardError, degrees });
  };
  return scoreMetric({
    ...declared,
    interval: `Student's interval by the influence of rows${scale === undefined ? "" : `, on the ${scale} scale`}`,
    estimate,
    covariances: (groups, overall) => jointVariances(groups, overall, influence),
  });
}

function varianceOf({ weight }: ScoreRows, influences: Float64Array): number {
  let total = 0;
  for (let row = 0; row < influences.length; row++) {
    const error = influences[row]! * (weight === undefined ? 1 : weight[row]!);
    total += error * error;
  }
  return total;
}

function jointVariances(
  groups: readonly GroupStatistics[],
  { scores: all }: GroupStatistics,
  influences: (scores: ScoreRows) => Float64Array,
): JointVariances {
  const ofAll = influences(all);
  const byPlace = new Float64Array((all.places.at(-1) ?? -1) + 1);
  for (let row = 0; row < ofAll.length; row++) byPlace[all.places[row]!] = ofAll[row]!;
  const found = groups.map(({ scores }) => {
    const { places, weight } = scores;
    const own = influences(scores);
    let shared = 0;
    for (let row = 0; row < own.length; row++) {
      const mass = weight === undefined ? 1 : weight[row]!;
      shared += mass * mass * own[row]! * byPlace[places[row]!]!;
    }
    return { own: varianceOf(scores, own), shared };
  });
  return {
    own: found.map(({ own }) => own),
    overall: varianceOf(all, ofAll),
    shared: found.map(({ shared }) => shared),
  };
}
