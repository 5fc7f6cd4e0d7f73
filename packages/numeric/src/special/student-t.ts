import { betaSplit } from "./beta-quantile.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** From here on Student's distribution is the normal one to 12 digits. */
const NORMAL_FROM = 1e13;

/**
 * The quantile of Student's t distribution: the t below which a share `p` of it lies.
 *
 * Relative error below 1e-12 for `p` in [1e-12, 1 - 1e-12] and `degrees` in [1, 1e7].
 *
 * @param p - In [0, 1]; 0 gives -Infinity, 1 Infinity, anything outside NaN.
 * @param degrees - Degrees of freedom, positive, not necessarily whole; Infinity gives the normal quantile.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1) || degrees >= NORMAL_FROM) return normalQuantile(p);
  if (!(degrees > 0)) return Number.NaN;
  const tail = Math.min(p, 1 - p);
  // Of t^2 / (degrees + t^2), which is a beta variable with shapes 1/2 and degrees / 2.
  const { x, y } = betaSplit(1 - 2 * tail, 2 * tail, 0.5, degrees / 2);
  const size = Math.sqrt((degrees * x) / y);
  return p < 0.5 ? -size : size;
}
