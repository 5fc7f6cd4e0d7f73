import { square } from "../special/power.ts";

/** Rows by ascending score. */
export interface SortedScores {
  /** Ascending, without NaN; length n. */
  readonly score: ArrayLike<number>;
  /** Label of each row, 0 or 1. */
  readonly label: ArrayLike<number>;
  /** Weight of each row, at least 0, below 1e150 so that products are finite; every row weighs 1 if left out. */
  readonly weight?: ArrayLike<number>;
}

/** The area under the ROC curve, and how sure it is. */
export interface AucVariance {
  /** The chance that a positive row scores above a negative one, ties counting half; NaN unless both labels occur. */
  readonly auc: number;
  /** NaN where a label has fewer than two rows. */
  readonly variance: number;
  /** Welch's degrees of freedom of the variance. */
  readonly degrees: number;
  /** Effective number of positive rows, and of negative ones. */
  readonly positives: number;
  readonly negatives: number;
}

/**
 * DeLong's variance of the area under the ROC curve, exact, in one pass over sorted rows.
 *
 * The placement of a positive row is the share of negative rows that score below it; the area is the mean placement, and
 * its variance that of the placements of either label over their number. With weights the shares and means are weighted,
 * and the number is Kish's effective one.
 *
 * @see DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating
 *   characteristic curves: a nonparametric approach", Biometrics 44 (1988), 837-845, doi:10.2307/2531595
 * @see Sun and Xu, "Fast implementation of DeLong's algorithm", IEEE Signal Process. Lett. 21 (2014), 1389-1393,
 *   doi:10.1109/LSP.2014.2337313, for placements from ranks
 */
export function delongVariance(rows: SortedScores): AucVariance {
  const { below, positives, negatives } = otherLabelBelow(rows);
  const [negative, positive] = placementSums(rows, below);
  const auc = withoutRounding(positive.first / (positives * negatives));
  const ofPositives = varianceOfMean(positive, negatives, auc);
  const ofNegatives = varianceOfMean(negative, positives, 1 - auc);
  const [effectivePositives, effectiveNegatives] = [effective(positive), effective(negative)];
  // Where the labels are separated, what rounding leaves is no variance.
  const variance =
    auc === 0 || auc === 1 ? 0 * (ofPositives + ofNegatives) : ofPositives + ofNegatives;
  return {
    auc,
    variance,
    degrees:
      (variance * variance) /
      (square(ofPositives) / (effectivePositives - 1) +
        square(ofNegatives) / (effectiveNegatives - 1)),
    positives: effectivePositives,
    negatives: effectiveNegatives,
  };
}

/** Weighted sums round: an area that is off 0 or 1 by no more than that is 0 or 1. */
const ROUNDING = 1e-12;

function withoutRounding(auc: number): number {
  if (auc < ROUNDING) return 0;
  return auc > 1 - ROUNDING ? 1 : auc;
}

/** Where rows stand among those of the other label. */
export interface LabelRanks {
  /** For each sorted row the weight of the rows of the other label below it, with half of what ties. */
  readonly below: Float64Array;
  /** The weight of all positive rows, and of all negative ones. */
  readonly positives: number;
  readonly negatives: number;
}

/** Ranks rows among those of the other label, in one pass. */
export function otherLabelBelow({ score, label, weight }: SortedScores): LabelRanks {
  const { length } = score;
  const below = new Float64Array(length);
  let [positives, negatives, start] = [0, 0, 0];
  while (start < length) {
    const [positivesBefore, negativesBefore] = [positives, negatives];
    const value = score[start];
    let end = start;
    for (; end < length && score[end] === value; end++) {
      const mass = weight === undefined ? 1 : weight[end]!;
      if (label[end] === 1) positives += mass;
      else negatives += mass;
    }
    const [positivesBelow, negativesBelow] = [
      (positivesBefore + positives) / 2,
      (negativesBefore + negatives) / 2,
    ];
    for (; start < end; start++)
      below[start] = label[start] === 1 ? negativesBelow : positivesBelow;
  }
  return { below, positives, negatives };
}

/** Sums over the rows of one label; a placement is a sum of weights here. */
interface Sums {
  readonly weight: number;
  /** Of weight times placement. */
  readonly first: number;
  /** Of squared weight; of that times placement; of that times its square. */
  readonly squares: number;
  readonly squaresFirst: number;
  readonly squaresSecond: number;
}

/** Of the negative rows, and of the positive ones. */
function placementSums({ label, weight }: SortedScores, below: Float64Array): [Sums, Sums] {
  let [weight0, first0, squares0, squaresFirst0, squaresSecond0] = [0, 0, 0, 0, 0];
  let [weight1, first1, squares1, squaresFirst1, squaresSecond1] = [0, 0, 0, 0, 0];
  for (let row = 0; row < below.length; row++) {
    const mass = weight === undefined ? 1 : weight[row]!;
    const placement = below[row]!;
    const [one, zero] = [mass * label[row]!, mass * (1 - label[row]!)];
    weight0 += zero;
    first0 += zero * placement;
    squares0 += zero * zero;
    squaresFirst0 += zero * zero * placement;
    squaresSecond0 += zero * zero * placement * placement;
    weight1 += one;
    first1 += one * placement;
    squares1 += one * one;
    squaresFirst1 += one * one * placement;
    squaresSecond1 += one * one * placement * placement;
  }
  return [
    {
      weight: weight0,
      first: first0,
      squares: squares0,
      squaresFirst: squaresFirst0,
      squaresSecond: squaresSecond0,
    },
    {
      weight: weight1,
      first: first1,
      squares: squares1,
      squaresFirst: squaresFirst1,
      squaresSecond: squaresSecond1,
    },
  ];
}

function effective({ weight, squares }: Sums): number {
  return squares === 0 ? 0 : (weight * weight) / squares;
}

/** The variance of the mean placement, where a placement is divided by the weight of the other label. */
function varianceOfMean(sums: Sums, other: number, mean: number): number {
  const { weight, squares, squaresFirst, squaresSecond } = sums;
  const scatter =
    squaresSecond / other / other - (2 * mean * squaresFirst) / other + mean * mean * squares;
  const n = effective(sums);
  return n > 1 ? (Math.max(0, scatter) / (weight * weight)) * (n / (n - 1)) : Number.NaN;
}
