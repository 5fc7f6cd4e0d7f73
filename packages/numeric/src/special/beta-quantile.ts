import { portableExp } from "./exp.ts";
import { betaKernel, betaTails } from "./incomplete-beta.ts";
import { portableLog } from "./log.ts";

/** A number in [0, 1] and what it lacks to 1, both to full relative precision. */
export interface Split {
  readonly x: number;
  readonly y: number;
}

/**
 * The x below which a share `p` of a beta distribution lies: the inverse of {@link incompleteBeta}.
 *
 * Relative error below 1e-12 for `p` in [1e-12, 1 - 1e-12] and `a` and `b` in [0.5, 1e7].
 *
 * @param p - In [0, 1]; NaN outside.
 * @param a - Positive.
 * @param b - Positive.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return Number.NaN;
  return betaSplit(p, 1 - p, a, b).x;
}

/** The quantile and its complement, for a share `below` and its complement `above`. */
export function betaSplit(below: number, above: number, a: number, b: number): Split {
  if (below === 0 || above === 0) return { x: below === 0 ? 0 : 1, y: above === 0 ? 0 : 1 };
  if (below > above) {
    const { x, y } = betaSplit(above, below, b, a);
    return { x: y, y: x };
  }
  return solve(below, a, b);
}

/**
 * Newton's method for ln F(u) = ln p, where u = ln(x / y). F is log-concave in u, so that a step from above the root
 * lands below it and every step from below stays there: it converges from anywhere for p up to a half. Where a step
 * lands so low that F vanishes, half of it is taken back.
 */
function solve(p: number, a: number, b: number): Split {
  if (betaTails(Number.MIN_VALUE, 1, a, b).below > p) return { x: 0, y: 1 };
  let u = portableLog(a / b);
  let above = u;
  for (let step = 0; step < 1000; step++) {
    const { x, y } = logistic(u);
    const { below } = betaTails(x, y, a, b);
    if (below === 0) {
      u = (u + above) / 2;
      continue;
    }
    if (below > p) above = u;
    const change = (portableLog(below / p) * below) / betaKernel(x, y, a, b);
    u -= change;
    if (!(Math.abs(change) > 1e-15 * Math.max(1, Math.abs(u)))) break;
  }
  return logistic(u);
}

function logistic(u: number): Split {
  const small = portableExp(-Math.abs(u));
  const [x, y] = [1 / (1 + small), small / (1 + small)];
  return u < 0 ? { x: y, y: x } : { x, y };
}
