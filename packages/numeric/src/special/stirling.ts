import { logGamma } from "./log-gamma.ts";
import { portableLog } from "./log.ts";
import { stirlingSeries } from "./stirling-series.ts";

const HALF_LOG_2PI = 0.9189385332046728;

/** ln gamma(x) less Stirling's (x - 1/2) ln x - x + ln(2 pi) / 2, for positive x; absolute error about 1e-15. */
export function stirlingError(x: number): number {
  if (x >= 10) return stirlingSeries(x);
  return logGamma(x) - ((x - 0.5) * portableLog(x) - x + HALF_LOG_2PI);
}

/**
 * The part of a binomial or Poisson probability that measures how far a count lies from its mean:
 * x ln(x / mean) + mean - x, without the loss of digits where both are close.
 *
 * @param x - At least 0.
 * @param mean - Positive.
 * @param difference - `x - mean`, where it is known with more digits than the two have.
 * @see Loader, "Fast and accurate computation of binomial probabilities" (2000), section 3
 */
export function devianceTerm(x: number, mean: number, difference: number = x - mean): number {
  if (!(Math.abs(difference) < 0.1 * (x + mean))) {
    return x === 0 ? mean : x * portableLog(x / mean) - difference;
  }
  const v = difference / (x + mean);
  const square = v * v;
  let power = 2 * x * v;
  let total = difference * v;
  for (let odd = 3; ; odd += 2) {
    power *= square;
    const next = total + power / odd;
    if (next === total) return total;
    total = next;
  }
}
