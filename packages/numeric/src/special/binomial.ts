import { portableExp } from "./exp.ts";
import { portableLog, portableLog1p } from "./log.ts";
import { devianceTerm, stirlingError } from "./stirling.ts";

const TWO_PI = 6.283185307179586;

/**
 * The chance of `k` successes in `n` trials. Relative error below 1e-13 for results of at least 1e-30.
 *
 * @param k - Whole, in [0, n].
 * @param p - Chance of a success, in [0, 1].
 * @see Loader, "Fast and accurate computation of binomial probabilities" (2000)
 */
export function binomialProbability(k: number, n: number, p: number): number {
  if (p === 0 || p === 1) return k === n * p ? 1 : 0;
  if (k === 0) return portableExp(n * portableLog1p(-p));
  if (k === n) return portableExp(n * portableLog(p));
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    devianceTerm(k, n * p) -
    devianceTerm(n - k, n * (1 - p));
  return Math.sqrt(n / (TWO_PI * k * (n - k))) * portableExp(exponent);
}

/**
 * The chance of every number of successes, from 0 to `n`, from the likeliest outwards by the ratio of neighbours.
 *
 * @param p - Chance of a success, in [0, 1].
 */
export function binomialProbabilities(n: number, p: number): Float64Array {
  const chances = new Float64Array(n + 1);
  const mode = Math.min(n, Math.floor((n + 1) * p));
  chances[mode] = binomialProbability(mode, n, p);
  for (let k = mode; k < n; k++) chances[k + 1] = (chances[k]! * (n - k) * p) / ((k + 1) * (1 - p));
  for (let k = mode; k > 0; k--) chances[k - 1] = (chances[k]! * k * (1 - p)) / ((n - k + 1) * p);
  return chances;
}
