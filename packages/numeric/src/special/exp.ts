import { LN2_HIGH, LN2_LOW } from "./log.ts";
import { wholePower } from "./power.ts";

/**
 * The exponential, from additions, multiplications and divisions only: the same bits on every machine, which
 * `Math.exp` does not promise. Within 1 unit in the last place.
 *
 * With x = k ln 2 + r and r at most half of ln 2 in size, e^x = 2^k e^r, and e^r is a rational function of r.
 *
 * @param x - Any number; -Infinity gives 0.
 * @see FreeBSD's msun, e_exp.c, from where the coefficients are.
 */
export function portableExp(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-2.7777777777015593e-3 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const exponential = 1 - (low - (r * c) / (2 - c) - high);
  return timesPowerOfTwo(exponential, k);
}

/** In two steps where the power itself is no finite or normal number. */
function timesPowerOfTwo(value: number, k: number): number {
  if (k > 1000) return value * 2 ** 1000 * wholePower(2, k - 1000);
  if (k < -1000) return value * 2 ** -1000 * wholePower(0.5, -1000 - k);
  return k < 0 ? value * wholePower(0.5, -k) : value * wholePower(2, k);
}
