import { forEachTie } from "./delong.ts";
import type { SortedScores } from "./delong.ts";

/**
 * The covariance of the area under the ROC curve of some rows with that of more rows, which hold them: what a group's own rows
 * do to both areas, multiplied. The variance of their difference is that of both less twice this. Costs one pass over all rows.
 *
 * @param part - The rows of a group; each is also among `whole`, with the same weight.
 * @param whole - All rows.
 * @returns NaN where either area is undefined, or a label of the part has fewer than two rows.
 * @see DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
 *   curves: a nonparametric approach", Biometrics 44 (1988), 837-845, doi:10.2307/2531595
 */
export function aucCovariance(part: SortedScores, whole: SortedScores): number {
  const { auc, below, masses } = placementsIn(whole, part);
  const own = labelMasses(part);
  const sums = [emptySums(), emptySums()];
  forEachTie(part, ({ start, end, negativesBelow, positivesBelow }) => {
    for (let row = start; row < end; row++) {
      const label = part.label[row] === 1 ? 1 : 0;
      // Of a negative row the share of positive rows above it is 1 less this, in both areas: the product is the same.
      const inPart = (label === 1 ? negativesBelow : positivesBelow) / own[1 - label]!;
      const inWhole = below[1 - label]![row]! / masses[1 - label]!;
      addProduct(sums[label]!, part.weight?.[row] ?? 1, inPart, inWhole);
    }
  });
  const [negative, positive] = [sums[0]!, sums[1]!];
  return covarianceOf(positive, auc, masses[1]) + covarianceOf(negative, 1 - auc, masses[0]);
}

/** Sums over the rows of one label: of weights, and of their squares times the two placements. */
interface Sums {
  weight: number;
  first: number;
  squares: number;
  squaresFirst: number;
  squaresSecond: number;
  squaresProduct: number;
}

function emptySums(): Sums {
  return {
    weight: 0,
    first: 0,
    squares: 0,
    squaresFirst: 0,
    squaresSecond: 0,
    squaresProduct: 0,
  };
}

function addProduct(sums: Sums, weight: number, first: number, second: number): void {
  const square = weight * weight;
  sums.weight += weight;
  sums.first += weight * first;
  sums.squares += square;
  sums.squaresFirst += square * first;
  sums.squaresSecond += square * second;
  sums.squaresProduct += square * first * second;
}

/** @param mean - Of the placements in all rows. */
function covarianceOf(sums: Sums, mean: number, mass: number): number {
  const { weight, squares, squaresFirst, squaresSecond, squaresProduct } = sums;
  const own = sums.first / weight;
  const n = (weight / squares) * weight;
  const scatter = squaresProduct - own * squaresSecond - mean * squaresFirst + own * mean * squares;
  return n > 1 ? (scatter / weight / mass) * (n / (n - 1)) : Number.NaN;
}

/** The weight of negative rows, and of positive ones. */
function labelMasses({ score, label, weight }: SortedScores): [number, number] {
  const masses: [number, number] = [0, 0];
  for (let row = 0; row < score.length; row++) {
    masses[label[row] === 1 ? 1 : 0] += weight?.[row] ?? 1;
  }
  return masses;
}

/** Where the rows of a part stand among all rows. */
interface Placements {
  readonly auc: number;
  /** For each row of the part: the weight of all negative rows below it, and of all positive ones, with half of what ties. */
  readonly below: readonly [Float64Array, Float64Array];
  /** The weight of all negative rows, and of all positive ones. */
  readonly masses: readonly [number, number];
}

function placementsIn(whole: SortedScores, part: SortedScores): Placements {
  const length = part.score.length;
  const below = [new Float64Array(length), new Float64Array(length)] as const;
  let [row, won, positivesBefore] = [0, 0, 0];
  forEachTie(whole, ({ start, negativesBelow, positivesBelow }) => {
    while (row < length && part.score[row] === whole.score[start]) {
      below[0][row] = negativesBelow;
      below[1][row] = positivesBelow;
      row++;
    }
    const tied = 2 * (positivesBelow - positivesBefore);
    won += tied * negativesBelow;
    positivesBefore += tied;
  });
  const masses = labelMasses(whole);
  return { auc: won / (masses[0] * masses[1]), below, masses };
}
