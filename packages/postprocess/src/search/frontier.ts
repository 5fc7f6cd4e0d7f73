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
  const points: FrontierPoint[] = [];
  for (let step = 0; step < steps; step++) {
    const tolerance = least + ((most - least) * step) / (steps - 1);
    const before = points.at(-1);
    const found = search.best(toleranceOf(kind, tolerance), before);
    if (found === undefined || (before !== undefined && found.value <= before.value)) continue;
    points.push({ ...found, tolerance });
  }
  return points;
}
