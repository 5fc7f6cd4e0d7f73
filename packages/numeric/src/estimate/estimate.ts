import { UNDEFINED } from "../interval/interval.ts";
import type { Interval } from "../interval/interval.ts";
import { normalCdf } from "../special/normal.ts";
import { studentQuantile } from "../special/student-t.ts";

/** A figure of one group, with the interval that belongs to it at any critical value. */
export interface Estimate {
  /** NaN where the figure is undefined. */
  readonly value: number;
  /** NaN where nothing is known of it. */
  readonly standardError: number;
  /**
   * The ends at critical value `z`, at least 0: 1.96 gives the interval of level 0.95. They hold the value; NaN at both
   * where nothing is known.
   */
  interval(z: number): Interval;
}

/** The estimate of a figure that is undefined. */
export const NO_ESTIMATE: Estimate = {
  value: Number.NaN,
  standardError: Number.NaN,
  interval: () => UNDEFINED,
};

/**
 * A figure with a standard error, whose interval is `value` and as much on either side.
 *
 * @param degrees - Degrees of freedom of the standard error: Student's quantile takes the place of the normal one.
 *   Infinity if left out.
 */
export function symmetricEstimate(
  value: number,
  standardError: number,
  degrees: number = Number.POSITIVE_INFINITY,
): Estimate {
  if (Number.isNaN(value)) return NO_ESTIMATE;
  const interval = (z: number): Interval => {
    const half = criticalT(z, degrees) * standardError;
    return { low: value - half, high: value + half };
  };
  return { value, standardError, interval };
}

/** A t so large that any interval made with it is without bounds, and yet no product of it is infinite. */
const LARGEST_T = 1e150;

/** The t that leaves as much of Student's distribution above it as `z` leaves of the normal one. */
export function criticalT(z: number, degrees: number): number {
  return Math.min(LARGEST_T, -studentQuantile(normalCdf(-z), degrees));
}
