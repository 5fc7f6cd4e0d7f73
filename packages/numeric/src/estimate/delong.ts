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
  const positive = emptySums();
  const negative = emptySums();
  forEachTie(rows, ({ start, end, negativesBelow, positivesBelow }) => {
    for (let row = start; row < end; row++) {
      const mass = rows.weight?.[row] ?? 1;
      if (rows.label[row] === 1) add(positive, mass, negativesBelow);
      else add(negative, mass, positivesBelow);
    }
  });
  const auc = positive.first / (positive.weight * negative.weight);
  const ofPositives = varianceOfMean(positive, negative.weight, auc);
  const ofNegatives = varianceOfMean(negative, positive.weight, 1 - auc);
  const [positives, negatives] = [effective(positive), effective(negative)];
  const variance = ofPositives + ofNegatives;
  return {
    auc,
    variance,
    degrees:
      (variance * variance) /
      (square(ofPositives) / (positives - 1) + square(ofNegatives) / (negatives - 1)),
    positives,
    negatives,
  };
}

/** Rows that share a score, and the weight of either label below it, with half of what ties. */
interface Tie {
  readonly start: number;
  readonly end: number;
  readonly negativesBelow: number;
  readonly positivesBelow: number;
}

/** Visits the runs of equal scores in order. */
export function forEachTie(
  { score, label, weight }: SortedScores,
  visit: (tie: Tie) => void,
): void {
  let [positives, negatives, start] = [0, 0, 0];
  while (start < score.length) {
    const [positivesBefore, negativesBefore] = [positives, negatives];
    let end = start;
    while (end < score.length && score[end] === score[start]) {
      const mass = weight?.[end] ?? 1;
      if (label[end] === 1) positives += mass;
      else negatives += mass;
      end++;
    }
    visit({
      start,
      end,
      negativesBelow: (negativesBefore + negatives) / 2,
      positivesBelow: (positivesBefore + positives) / 2,
    });
    start = end;
  }
}

/** Sums over the rows of one label; a placement is a sum of weights here. */
interface Sums {
  weight: number;
  /** Of weight times placement. */
  first: number;
  /** Of squared weight; of that times placement; of that times its square. */
  squares: number;
  squaresFirst: number;
  squaresSecond: number;
}

function emptySums(): Sums {
  return { weight: 0, first: 0, squares: 0, squaresFirst: 0, squaresSecond: 0 };
}

function add(sums: Sums, mass: number, placement: number): void {
  sums.weight += mass;
  sums.first += mass * placement;
  sums.squares += mass * mass;
  sums.squaresFirst += mass * mass * placement;
  sums.squaresSecond += mass * mass * placement * placement;
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
