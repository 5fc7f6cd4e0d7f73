import { wilsonBounds } from "../interval/rate/wilson.ts";
import { square } from "../special/power.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/**
 * The F1 score, with Wilson's interval.
 *
 * F1 = 2 J / (1 + J) rises with the share J of true positives among the rows that are positive by label or prediction, and
 * given their number the true positives are binomial. So the interval is Wilson's for J, carried over: no normal
 * approximation of F1 itself, and none of its standard error.
 *
 * @param truePositives - In [0, n]; need not be whole.
 * @param n - True positives, false positives and false negatives together, or their effective number; 0 gives an estimate
 *   of NaN.
 * @see Takahashi, Yamamoto, Kuchiba and Koyama, "Confidence interval for micro-averaged F1 and macro-averaged F1 scores",
 *   Appl. Intell. 52 (2022), 4961-4972, doi:10.1007/s10489-021-02635-5, for the delta method instead
 */
export function f1Estimate(truePositives: number, n: number): Estimate {
  if (!(n > 0)) return NO_ESTIMATE;
  const share = truePositives / n;
  const f1 = (jaccard: number): number => (2 * jaccard) / (1 + jaccard);
  return {
    value: f1(share),
    standardError: (2 / square(1 + share)) * Math.sqrt((share * (1 - share)) / n),
    interval: (z) => {
      const { low, high } = wilsonBounds(share, n, z);
      return { low: f1(low), high: f1(high) };
    },
  };
}
