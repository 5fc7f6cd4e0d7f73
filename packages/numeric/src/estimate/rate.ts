import type { Interval } from "../interval/interval.ts";
import { clopperPearsonBounds } from "../interval/rate/clopper-pearson.ts";
import { jeffreysBounds } from "../interval/rate/jeffreys.ts";
import { wilsonBounds } from "../interval/rate/wilson.ts";
import { normalCdf } from "../special/normal.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/** How the interval of a share is made. */
export type RateMethod = "wilson" | "clopper-pearson" | "jeffreys";

/**
 * A share with its intervals.
 *
 * @param successes - In [0, n]; need not be whole.
 * @param n - Trials, or their effective number; 0 gives an estimate of NaN.
 */
export function rateEstimate(
  successes: number,
  n: number,
  method: RateMethod = "wilson",
): Estimate {
  if (!(n > 0)) return NO_ESTIMATE;
  const share = successes / n;
  return {
    value: share,
    standardError: Math.sqrt((share * (1 - share)) / n),
    interval: (z) => boundsOf(method, { successes, n }, z),
  };
}

function boundsOf(
  method: RateMethod,
  { successes, n }: { readonly successes: number; readonly n: number },
  z: number,
): Interval {
  switch (method) {
    case "wilson":
      return wilsonBounds(successes / n, n, z);
    case "clopper-pearson":
      return clopperPearsonBounds(successes, n, normalCdf(-z));
    case "jeffreys":
      return jeffreysBounds(successes, n, normalCdf(-z));
  }
}
