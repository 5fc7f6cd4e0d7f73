/**
 * The ascending values that are nearest to some values by weighted squares: pools neighbours that descend, until none do.
 * Linear in n.
 *
 * @param values - Length n, in the order in which the fitted values are to ascend.
 * @param weights - Length n, each above 0.
 * @returns Length n, ascending; each a weighted mean of the values around it.
 * @see Barlow, Bartholomew, Bremner and Brunk, "Statistical inference under order restrictions", Wiley 1972, section 1.2
 */
export function isotonicRegression(
  values: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const n = values.length;
  const [mean, weight, length] = [new Float64Array(n), new Float64Array(n), new Int32Array(n)];
  let blocks = 0;
  for (let i = 0; i < n; i++) {
    mean[blocks] = values[i]!;
    weight[blocks] = weights[i]!;
    length[blocks] = 1;
    blocks += 1;
    while (blocks > 1 && mean[blocks - 2]! >= mean[blocks - 1]!) {
      const [a, b] = [blocks - 2, blocks - 1];
      const both = weight[a]! + weight[b]!;
      mean[a] = (mean[a]! * weight[a]! + mean[b]! * weight[b]!) / both;
      weight[a] = both;
      length[a]! += length[b]!;
      blocks -= 1;
    }
  }
  const fitted = new Float64Array(n);
  let at = 0;
  for (let block = 0; block < blocks; block++) {
    fitted.fill(mean[block]!, at, at + length[block]!);
    at += length[block]!;
  }
  return fitted;
}
