import { portableExp } from "./exp.ts";
import type { Tails } from "./incomplete-gamma.ts";
import { devianceTerm, stirlingError } from "./stirling.ts";

const TWO_PI = 6.283185307179586;

/**
 * The share of a beta distribution below `x`: the regularised incomplete beta function.
 *
 * Relative error below 1e-12 for results of at least 1e-100 and `a` and `b` in [0.01, 1e7]. Costs of the order of
 * the square root of the larger of `a` and `b` steps.
 *
 * @param x - In [0, 1]; NaN outside.
 * @param a - Positive.
 * @param b - Positive.
 * @see Abramowitz and Stegun, "Handbook of mathematical functions" (1964), 26.5.8, of which this is the even part
 * @see Loader, "Fast and accurate computation of binomial probabilities" (2000), for the factor before the fraction
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return Number.NaN;
  return betaTails(x, 1 - x, a, b).below;
}

/** The shares below and above `x`, of which `y` is 1 - x: both are given so that no digits are lost near 1. */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (x === 0 || y === 0) return { below: x === 0 ? 0 : 1, above: y === 0 ? 0 : 1 };
  if (x * (b + 1) > y * (a + 1)) {
    const { below, above } = betaTails(y, x, b, a);
    return { below: above, above: below };
  }
  const below = Math.min(1, betaKernel(x, y, a, b) / fraction(x, y, a, b));
  return { below, above: 1 - below };
}

/** x^a y^b over the beta function of a and b: the density at x times x y, which is the density of ln(x / y). */
export function betaKernel(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const difference = distance(x, y, a, b);
  const exponent =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    devianceTerm(a, n * x, difference) -
    devianceTerm(b, n * y, -difference);
  return Math.sqrt((a / n) * (b / TWO_PI)) * portableExp(exponent);
}

/** The mean of the first shape less x, n times over; x + y is 1 only up to rounding, which n would magnify. */
function distance(x: number, y: number, a: number, b: number): number {
  return x < y ? a - (a + b) * x : (a + b) * y - b;
}

/**
 * Lentz's evaluation of the even part of the continued fraction, for x up to about the mean; {@link betaKernel} over
 * it is the share below x.
 */
function fraction(x: number, y: number, a: number, b: number): number {
  const start = distance(x, y, a, b) + 1;
  let value = (a * start) / (a + 1);
  let c = value;
  let d = 0;
  for (let m = 1; ; m++) {
    const denominator = a + 2 * m - 1;
    const numerator =
      ((m * (a + m - 1)) / denominator) * ((a + b + m - 1) / denominator) * (b - m) * x * x;
    const constant =
      m + (m * (b - m) * x) / denominator + ((a + m) * (start + m * (1 + y))) / (denominator + 2);
    d = 1 / (constant + numerator * d);
    c = constant + numerator / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) return value;
  }
}
