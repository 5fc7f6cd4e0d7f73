/** A number times itself. */
export function square(x: number): number {
  return x * x;
}

/**
 * `base` to a whole power by repeated squaring: the same bits everywhere, which `**` does not promise.
 *
 * @param exponent - Whole, at least 0.
 */
export function wholePower(base: number, exponent: number): number {
  let result = 1;
  let factor = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}
