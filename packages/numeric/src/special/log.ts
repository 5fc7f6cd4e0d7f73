/** ln 2 in two parts; a whole number below 2^20 times the first is exact. */
export const LN2_HIGH = 0.69314718036912381649;
/** What {@link LN2_HIGH} lacks of ln 2. */
export const LN2_LOW = 1.90821492927058770002e-10;
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * The natural logarithm, from additions, multiplications and divisions only.
 *
 * `Math.log` may differ in its last bit from one JavaScript engine to the next; this one gives the same bits
 * everywhere, which is what makes the normal and binomial draws portable. Within 2 units in the last place.
 *
 * With x = m 2^k and m near 1, ln m = 2 atanh((m - 1) / (m + 1)), summed as a power series.
 *
 * @param x - At least 0; 0 gives -Infinity, a negative number NaN.
 */
export function portableLog(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return Infinity;
  if (x < SMALLEST_NORMAL) return portableLog(x * 2 ** 54) - 54 * LN2_HIGH - 54 * LN2_LOW;
  let exponent = 0;
  let mantissa = x;
  while (mantissa > 2 ** 32) [mantissa, exponent] = [mantissa * 2 ** -32, exponent + 32];
  while (mantissa < 2 ** -32) [mantissa, exponent] = [mantissa * 2 ** 32, exponent - 32];
  while (mantissa > Math.SQRT2) [mantissa, exponent] = [mantissa / 2, exponent + 1];
  while (mantissa < Math.SQRT1_2) [mantissa, exponent] = [mantissa * 2, exponent - 1];
  const s = (mantissa - 1) / (mantissa + 1);
  return exponent * LN2_HIGH + (2 * s + (2 * s * atanhSeries(s) + exponent * LN2_LOW));
}

/**
 * ln(1 + x) without the loss of digits for small x. Bits and error as for {@link portableLog}.
 *
 * @param x - At least -1.
 */
export function portableLog1p(x: number): number {
  if (!(Math.abs(x) < 0.25)) return portableLog(1 + x);
  const s = x / (2 + x);
  return 2 * s + 2 * s * atanhSeries(s);
}

/** atanh(s) / s - 1 for |s| up to 0.172. */
function atanhSeries(s: number): number {
  const square = s * s;
  let series = 0;
  for (let power = 23; power >= 3; power -= 2) series = (series + 1 / power) * square;
  return series;
}
