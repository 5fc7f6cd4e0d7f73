import { differenceBound } from "../interval/difference/score-bound.ts";
import type { Rate } from "../interval/interval.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/**
 * Balanced accuracy, the mean of true positive and true negative rate, with a score interval.
 *
 * It is half of 1 plus the true positive rate less the false positive rate, which are rates of different rows: Miettinen and
 * Nurminen's interval of that difference is carried over, and holds its level as theirs does.
 *
 * @param truePositive - Positive rows, and those among them predicted positive.
 * @param falsePositive - Negative rows, and those among them predicted positive.
 * @returns An estimate of NaN unless both labels occur.
 * @see Brodersen, Ong, Stephan and Buhmann, "The balanced accuracy and its posterior distribution", ICPR 2010,
 *   doi:10.1109/ICPR.2010.764, for the figure
 * @see Miettinen and Nurminen, "Comparative analysis of two rates", Stat. Med. 4 (1985), 213-226,
 *   doi:10.1002/sim.4780040211
 */
export function balancedAccuracyEstimate(truePositive: Rate, falsePositive: Rate): Estimate {
  const [m, n] = [truePositive.n, falsePositive.n];
  if (!(m >= 1 && n >= 1)) return NO_ESTIMATE;
  const [p, q] = [truePositive.successes / m, falsePositive.successes / n];
  const pair = { p, m, q, n };
  return {
    value: (1 + p - q) / 2,
    standardError: Math.sqrt((p * (1 - p)) / m + (q * (1 - q)) / n) / 2,
    interval: (z) => ({
      low: (1 + differenceBound(pair, z)) / 2,
      high: (1 + differenceBound(pair, -z)) / 2,
    }),
  };
}
