import { criticalValue } from "../interval/interval.ts";
import type { Interval } from "../interval/interval.ts";
import { square } from "../special/power.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/**
 * The sum of independent estimates, each times a number. Its interval adds the squares of what theirs lie away from their
 * values (MOVER), so that it is as lopsided as they are.
 *
 * @param terms - Estimates of different rows, and what each is multiplied with.
 * @returns An estimate of NaN where one of them is.
 * @see Zou and Donner, "Construction of confidence limits about effect measures: a general approach", Stat. Med. 27 (2008),
 *   1693-1702, doi:10.1002/sim.3095
 */
export function linearCombination(
  terms: readonly { readonly estimate: Estimate; readonly times: number }[],
): Estimate {
  let [value, variance] = [0, 0];
  for (const { estimate, times } of terms) {
    value += times * estimate.value;
    variance += square(times * estimate.standardError);
  }
  if (Number.isNaN(value)) return NO_ESTIMATE;
  return {
    value,
    standardError: Math.sqrt(variance),
    interval: (z) => {
      let [below, above] = [0, 0];
      for (const { estimate, times } of terms) {
        const { low, high } = estimate.interval(z);
        const [down, up] = [estimate.value - low, high - estimate.value];
        below += square(times * (times > 0 ? down : up));
        above += square(times * (times > 0 ? up : down));
      }
      return { low: value - Math.sqrt(below), high: value + Math.sqrt(above) };
    },
  };
}

/** The difference of two independent estimates. */
export function differenceEstimate(first: Estimate, second: Estimate): Estimate {
  return linearCombination([
    { estimate: first, times: 1 },
    { estimate: second, times: -1 },
  ]);
}

/** The mean of independent estimates: balanced accuracy from the rates of either label. */
export function averageEstimate(estimates: readonly Estimate[]): Estimate {
  return linearCombination(
    estimates.map((estimate) => ({ estimate, times: 1 / estimates.length })),
  );
}

/** The interval of an estimate at a level, in (0, 1). */
export function estimateInterval(estimate: Estimate, level: number): Interval {
  return estimate.interval(criticalValue(level));
}
