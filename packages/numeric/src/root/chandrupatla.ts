/**
 * The place between `low` and `high` where a continuous function changes its sign, to the last digits of a double:
 * inverse quadratic interpolation where it is safe, bisection otherwise.
 *
 * @param f - Its values at `low` and `high` have different signs; where one is 0, that end is the answer.
 * @throws RangeError where they have the same sign, or where one is NaN.
 * @see Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
 *   without using derivatives", Adv. Eng. Softw. 28 (1997), 145-149, doi:10.1016/S0965-9978(96)00051-8
 */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let a = high;
  let b = low;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa < 0 ? fb > 0 : fa > 0 && fb < 0)) {
    throw new RangeError(`no change of sign between ${String(low)} and ${String(high)}`);
  }
  let share = 0.5;
  for (;;) {
    const x = a + share * (b - a);
    const fx = f(x);
    const isSameSide = fx > 0 === fa > 0;
    const c = isSameSide ? a : b;
    const fc = isSameSide ? fa : fb;
    if (!isSameSide) {
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const least = (2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE) / Math.abs(b - a);
    if (least > 0.5 || fa === 0) return fa === 0 ? a : best;
    const position = (a - b) / (c - b);
    const height = (fa - fb) / (fc - fb);
    const isSafe = height * height < position && (1 - height) * (1 - height) < 1 - position;
    share = isSafe
      ? (fa / (fb - fa)) * (fc / (fb - fc)) +
        ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
      : 0.5;
    share = Math.min(1 - least, Math.max(least, share));
  }
}
