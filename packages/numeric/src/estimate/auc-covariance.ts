import type { AucPlacements } from "./auc-difference.ts";
import { otherLabelBelow } from "./delong.ts";
import type { SortedScores } from "./delong.ts";

/**
 * The covariance of the area under the ROC curve of some rows with that of more rows, which hold them: what a group's own rows
 * do to both areas, multiplied. The variance of their difference is that of both less twice this. Costs one pass over the group.
 *
 * @param part - The rows of a group; each is also among all rows, with the same weight.
 * @param order - The position of each of them among all rows.
 * @param whole - The placements of all rows.
 * @returns NaN where either area is undefined, or a label of the part has fewer than two rows.
 * @see DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
 *   curves: a nonparametric approach", Biometrics 44 (1988), 837-845, doi:10.2307/2531595
 */
export function aucCovariance(
  part: SortedScores,
  order: ArrayLike<number>,
  whole: AucPlacements,
): number {
  const [negative, positive] = productSums(part, order, whole.placement);
  return (
    covarianceOf(positive, whole.auc, whole.positives) +
    covarianceOf(negative, whole.auc, whole.negatives)
  );
}

/** Sums over the rows of one label: of weights, and of their squares times the two placements. */
interface Sums {
  readonly weight: number;
  readonly first: number;
  readonly squares: number;
  readonly squaresFirst: number;
  readonly squaresSecond: number;
  readonly squaresProduct: number;
}

/** Of the negative rows, and of the positive ones. No branch on the label: no processor could predict it. */
function productSums(
  part: SortedScores,
  order: ArrayLike<number>,
  inWhole: Float64Array,
): [Sums, Sums] {
  const { label, weight } = part;
  const { below, positives, negatives } = otherLabelBelow(part);
  let [w0, a0, s0, sa0, sb0, sab0] = [0, 0, 0, 0, 0, 0];
  let [w1, a1, s1, sa1, sb1, sab1] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < below.length; row++) {
    const mass = weight === undefined ? 1 : weight[row]!;
    const [one, zero] = [mass * label[row]!, mass * (1 - label[row]!)];
    const [of1, of0] = [below[row]! / negatives, 1 - below[row]! / positives];
    const b = inWhole[order[row]!]!;
    w0 += zero;
    a0 += zero * of0;
    s0 += zero * zero;
    sa0 += zero * zero * of0;
    sb0 += zero * zero * b;
    sab0 += zero * zero * of0 * b;
    w1 += one;
    a1 += one * of1;
    s1 += one * one;
    sa1 += one * one * of1;
    sb1 += one * one * b;
    sab1 += one * one * of1 * b;
  }
  return [
    {
      weight: w0,
      first: a0,
      squares: s0,
      squaresFirst: sa0,
      squaresSecond: sb0,
      squaresProduct: sab0,
    },
    {
      weight: w1,
      first: a1,
      squares: s1,
      squaresFirst: sa1,
      squaresSecond: sb1,
      squaresProduct: sab1,
    },
  ];
}

/** @param mean - Of the placements in all rows. */
function covarianceOf(sums: Sums, mean: number, mass: number): number {
  const { weight, squares, squaresFirst, squaresSecond, squaresProduct } = sums;
  const own = sums.first / weight;
  const n = (weight / squares) * weight;
  const scatter = squaresProduct - own * squaresSecond - mean * squaresFirst + own * mean * squares;
  return n > 1 ? (scatter / weight / mass) * (n / (n - 1)) : Number.NaN;
}
