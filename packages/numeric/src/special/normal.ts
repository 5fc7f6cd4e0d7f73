import { portableExp } from "./exp.ts";
import { polynomial } from "./polynomial.ts";

const SQRT_32 = 5.656854249492381;
const INVERSE_SQRT_2PI = 0.3989422804014327;

/** Coefficients of numerator and denominator, highest power first, in the three ranges of Cody's approximation. */
const CENTRE = [
  [
    0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709,
    18154.98125334356,
  ],
  [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673],
] as const;
const MIDDLE = [
  [
    1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785,
    597.2702763948002, 2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
  ],
  [
    1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761,
    18615.571640885097, 34900.95272114598, 38912.00328609327, 19685.429676859992,
  ],
] as const;
const TAIL = [
  [
    0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807,
    0.0014216191932278934, 2.9112874951168793e-5,
  ],
  [
    1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824,
    7.297515550839662e-5,
  ],
] as const;

/**
 * The share of the standard normal distribution below `z`.
 *
 * Relative error below 1e-14, far into the lower tail too; the upper tail is `normalCdf(-z)`. The same bits on
 * every machine.
 *
 * @param z - Any number; -Infinity gives 0, Infinity 1.
 * @see Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969), 631-637,
 *   doi:10.1090/S0025-5718-1969-0247736-4
 */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  if (size <= 0.67448975) {
    return 0.5 + z * (polynomial(CENTRE[0], size * size) / polynomial(CENTRE[1], size * size));
  }
  if (Number.isNaN(z)) return Number.NaN;
  const tail = gaussian(size) * tailOverGaussian(size);
  return z < 0 ? tail : 1 - tail;
}

/** The density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return INVERSE_SQRT_2PI * gaussian(Math.abs(z));
}

/** Mills' ratio over the square root of 2 pi. */
function tailOverGaussian(size: number): number {
  if (size <= SQRT_32) return polynomial(MIDDLE[0], size) / polynomial(MIDDLE[1], size);
  const inverse = 1 / (size * size);
  const correction = (inverse * polynomial(TAIL[0], inverse)) / polynomial(TAIL[1], inverse);
  return (INVERSE_SQRT_2PI - correction) / size;
}

/** exp(-size^2 / 2); the square is split so that its rounding costs no digits. */
function gaussian(size: number): number {
  if (size > 40) return 0;
  const rounded = Math.floor(size * 16) / 16;
  const rest = (size - rounded) * (size + rounded);
  return portableExp((-rounded * rounded) / 2) * portableExp(-rest / 2);
}
