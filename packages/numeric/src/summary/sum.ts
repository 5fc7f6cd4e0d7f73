/**
 * The sum, with the rounding errors of the additions summed apart (Neumaier).
 *
 * Its error does not grow with n, so it does not depend on the order of the values but for the last bit.
 *
 * @returns 0 for no values.
 * @see Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974),
 *   39-51, doi:10.1002/zamm.19740540106
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0, n = values.length; i < n; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

/** The arithmetic mean; NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}

/**
 * The mean of `values` under `weights`; NaN where the weights sum to 0.
 *
 * @param weights - One per value, at least 0.
 */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number>): number {
  const weighted = Float64Array.from(values, (value, i) => value * weights[i]!);
  return sum(weighted) / sum(weights);
}
