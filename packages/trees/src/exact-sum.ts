/** The bits of a float's exponent, and the float that has no others: a power of two. */
const EXPONENT_BITS = 0x7ff;
const MANTISSA_WORD_BITS = 20;

/**
 * The constant that rounds numbers so that sums of them are exact: `(x + constant) - constant`.
 *
 * The rounded numbers are multiples of one power of two, small enough in all for the sum of any of them to be a float
 * without rounding. Their sum is therefore the same in every order and by any grouping, and a sum less a part of it is
 * exactly the sum of the rest. What is lost is at most 2^-52 of `count * largest` a number: for a million numbers
 * 2^-32 of the largest.
 *
 * @param largest - The largest absolute value among the numbers.
 * @param count - How many numbers there are.
 * @see Demmel and Nguyen, "Fast reproducible floating-point summation", IEEE ARITH 21 (2013), 163-172,
 *   doi:10.1109/ARITH.2013.9
 */
export function roundingConstant(largest: number, count: number): number {
  return 3 * powerOfTwoAbove(largest * count);
}

/** The smallest normal power of two above a number of at least 0. */
function powerOfTwoAbove(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const exponent = (view.getUint32(0) >>> MANTISSA_WORD_BITS) & EXPONENT_BITS;
  view.setUint32(0, (exponent + 1) << MANTISSA_WORD_BITS);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/**
 * The sum of numbers, each rounded once, so that it does not depend on their order in any bit.
 *
 * @returns 0 for no numbers.
 */
export function exactSum(numbers: Float64Array): number {
  let largest = 0;
  for (const number of numbers) largest = Math.max(largest, Math.abs(number));
  const constant = roundingConstant(largest, numbers.length);
  let total = 0;
  for (const number of numbers) total += number + constant - constant;
  return total;
}
