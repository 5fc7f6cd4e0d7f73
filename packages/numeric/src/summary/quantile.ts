/**
 * The quantile of sorted values, linear between neighbours: type 7 of Hyndman and Fan, the default of NumPy and R.
 *
 * @param sorted - Ascending, without NaN.
 * @param p - The share below, in [0, 1].
 * @returns NaN for no values.
 * @throws RangeError if `p` is outside [0, 1].
 * @see Hyndman and Fan, "Sample quantiles in statistical packages", Am. Stat. 50 (1996), 361-365,
 *   doi:10.1080/00031305.1996.10473566
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be in [0, 1], not ${String(p)}`);
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const share = position - below;
  return share === 0 ? low : low + share * (sorted[below + 1]! - low);
}
