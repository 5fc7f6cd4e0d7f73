import { portableLog } from "../special/log.ts";
import { wholePower } from "../special/power.ts";
import type { Random } from "./random.ts";

/**
 * Draws the number of successes in `n` independent trials. Constant expected time in `n`.
 *
 * Inversion where n p < 10, otherwise Hörmann's transformed rejection BTRS. Both are exact up to rounding.
 *
 * @param n - Whole, at least 0.
 * @param p - Chance of a success, in [0, 1].
 * @throws RangeError if `n` or `p` is outside its range.
 * @see Hörmann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46 (1993), 101-110,
 *   doi:10.1080/00949659308811496
 */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (!(Number.isSafeInteger(n) && n >= 0 && p >= 0 && p <= 1)) {
    throw new RangeError(`n must be a count and p in [0, 1], not ${String(n)} and ${String(p)}`);
  }
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  return n * p < 10 ? invert(random, n, p) : reject(random, n, p);
}

/** Walks up the distribution function from 0 until it passes a uniform number. */
function invert(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  const start = wholePower(1 - p, n);
  for (;;) {
    let left = random.uniform();
    let probability = start;
    for (let k = 0; k <= n; k++) {
      if (left < probability) return k;
      left -= probability;
      probability *= ((n - k) / (k + 1)) * odds;
    }
  }
}

/** Constants are those of the paper's algorithm BTRS. */
function reject(random: Random, n: number, p: number): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const squeeze = 0.92 - 4.2 / b;
  const odds = p / (1 - p);
  const mode = Math.floor((n + 1) * p);
  const atMode =
    (mode + 0.5) * portableLog((mode + 1) / (odds * (n - mode + 1))) +
    stirlingTail(mode) +
    stirlingTail(n - mode);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = random.uniform();
    const inner = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / inner + b) * u + n * p + 0.5);
    if (inner >= 0.07 && v <= squeeze) return k;
    if (!(k >= 0 && k <= n)) continue;
    const logRatio =
      atMode +
      (n + 1) * portableLog((n - mode + 1) / (n - k + 1)) +
      (k + 0.5) * portableLog((odds * (n - k + 1)) / (k + 1)) -
      stirlingTail(k) -
      stirlingTail(n - k);
    if (portableLog((v * alpha) / (a / (inner * inner) + b)) <= logRatio) return k;
  }
}

/** ln k! for k below 10, less Stirling's formula for it. */
const TAILS = [
  0.08106146679532726, 0.0413406959554093, 0.027677925684998338, 0.020790672103765093,
  0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
  0.009255462182712733, 0.00833056343336287,
] as const;

function stirlingTail(k: number): number {
  if (k < 10) return TAILS[k]!;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
