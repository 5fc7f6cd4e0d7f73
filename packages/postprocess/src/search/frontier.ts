import type { SearchResult, ThresholdSearch } from "../threshold-search.ts";
import { anyGap, toleranceOf } from "./tolerance.ts";
import type { Tolerance } from "./tolerance.ts";

/** A point of a frontier: what the best thresholds within a tolerance reach. */
export interface FrontierPoint extends SearchResult {
  /** Of two points with the same tolerance kind, the later one has the larger. As a gap: a difference, or 1 less a ratio. */
  readonly tolerance: number;
}

/**
 * What each tolerance costs: the best thresholds within tolerances from the smallest gap that can be reached to the gap of the
 * best thresholds without any constraint.
 *
 * @param steps - Tolerances tried, evenly spaced, both ends among them; 2 or more.
 * @returns Ascending in gap and in value: a point that another one beats in both is left out.
 */
export function thresholdFrontier(
  search: ThresholdSearch,
  kind: Tolerance["kind"],
  steps: number,
): FrontierPoint[] {
  const least = search.smallestGap(kind);
  const free = search.best(anyGap(kind));
  if (free === undefined) return [];
  const most = Math.max(least, free.gap);
  const toleranceAt = (step: number): number => least + ((most - least) * step) / (steps - 1);
  const bestAt = (step: number, known?: SearchResult): FrontierPoint | undefined => {
    const tolerance = toleranceAt(step);
    const found = search.best(toleranceOf(kind, tolerance), known);
    return found === undefined ? undefined : { ...found, tolerance };
  };
  const first = bestAt(0);
  const last = bestAt(steps - 1, free);
  const ends = { low: first, high: last, from: 0, to: steps - 1 };
  const points = [first, ...between(ends, bestAt), last].filter((point) => point !== undefined);
  return points.filter(({ value }, i) => i === 0 || value > points[i - 1]!.value);
}

/** Two points of a frontier, and the steps at which they lie. */
interface Stretch {
  readonly low: FrontierPoint | undefined;
  readonly high: FrontierPoint | undefined;
  readonly from: number;
  readonly to: number;
}

/** The points between two: none where these have the same value, since a larger tolerance never has a smaller one. */
function between(
  { low, high, from, to }: Stretch,
  bestAt: (step: number, known?: SearchResult) => FrontierPoint | undefined,
): (FrontierPoint | undefined)[] {
  if (to - from < 2 || (low !== undefined && low.value === high?.value)) return [];
  const step = (from + to) >> 1;
  const middle = bestAt(step, low);
  return [
    ...between({ low, high: middle, from, to: step }, bestAt),
    middle,
    ...between({ low: middle, high, from: step, to }, bestAt),
  ];
}
