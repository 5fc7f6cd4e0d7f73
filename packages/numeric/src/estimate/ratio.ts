import type { Interval } from "../interval/interval.ts";

/** A value of at least 0 with its interval. */
export interface Bounded extends Interval {
  readonly value: number;
}

/**
 * The lower end of the ratio of two independent figures of at least 0 from their intervals (MOVER-R): where the lower end of
 * first - ratio x second is 0.
 *
 * @returns Infinity where the second cannot be told from 0 and the first can.
 * @see Donner and Zou, "Closed-form confidence intervals for functions of the normal mean and standard deviation", Stat.
 *   Methods Med. Res. 21 (2012), 347-359, doi:10.1177/0962280210383082
 */
export function lowerRatio(first: Bounded, second: Bounded): number {
  const above = first.low * (2 * first.value - first.low);
  const below = second.high * (2 * second.value - second.high);
  const product = first.value * second.value;
  return above === 0
    ? 0
    : above / (product + Math.sqrt(Math.max(0, product * product - above * below)));
}
