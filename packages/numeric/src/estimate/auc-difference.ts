import { otherLabelBelow } from "./delong.ts";
import type { SortedScores } from "./delong.ts";
import { NO_ESTIMATE, symmetricEstimate } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

/** An area under the ROC curve as a mean over rows, of either label. */
export interface AucPlacements {
  /** By row: the weighted share of the rows of the other label that it is rightly above or below, ties counting half. */
  readonly placement: Float64Array;
  /** NaN unless both labels occur. */
  readonly auc: number;
  /** The weight of all positive rows, and of all negative ones. */
  readonly positives: number;
  readonly negatives: number;
}

/**
 * The placement of each row among those of the other label, from which {@link aucDifferenceEstimate} takes what two areas have in
 * common.
 *
 * @param rows - Sorted by score.
 * @param order - The position of each sorted row among all rows.
 * @param n - All rows; those that are not among the sorted have placement NaN.
 */
export function aucPlacements(
  rows: SortedScores,
  order: ArrayLike<number>,
  n: number = order.length,
): AucPlacements {
  const placement = new Float64Array(n).fill(Number.NaN);
  const { below, positives, negatives } = otherLabelBelow(rows);
  const { label, weight } = rows;
  let won = 0;
  for (let i = 0; i < below.length; i++) {
    if (label[i] === 1) {
      placement[order[i]!] = below[i]! / negatives;
      won += (weight === undefined ? 1 : weight[i]!) * (below[i]! / negatives);
    } else {
      placement[order[i]!] = 1 - below[i]! / positives;
    }
  }
  return { placement, auc: won / positives, positives, negatives };
}

/** The label and the weight of every row. */
export interface LabelledRows {
  /** 0 or 1. */
  readonly label: ArrayLike<number>;
  /** At least 0; every row weighs 1 if left out. */
  readonly weight?: ArrayLike<number>;
}

/**
 * The difference of two areas under the ROC curve that share rows: of two scores of the same rows (DeLong's paired test), or of a
 * group and all rows. What a row does to both areas is taken together before it is squared.
 *
 * @param first - Placements by row.
 * @param second - Placements by row, of as many rows.
 * @returns A symmetric estimate; NaN where either area is undefined.
 * @see DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic
 *   curves: a nonparametric approach", Biometrics 44 (1988), 837-845, doi:10.2307/2531595
 */
export function aucDifferenceEstimate(
  first: Pick<AucPlacements, "placement" | "auc">,
  second: Pick<AucPlacements, "placement" | "auc">,
  rows: LabelledRows,
): Estimate {
  const value = first.auc - second.auc;
  if (Number.isNaN(value)) return NO_ESTIMATE;
  const parts = [1, 0].map((label) => {
    const [ours, theirs] = [massOf(first, rows, label), massOf(second, rows, label)];
    let [variance, count] = [0, 0];
    for (let row = 0; row < first.placement.length; row++) {
      if (rows.label[row] !== label) continue;
      const weight = rows.weight?.[row] ?? 1;
      const [a, b] = [first.placement[row]!, second.placement[row]!];
      const away =
        (Number.isNaN(a) ? 0 : (weight * (a - first.auc)) / ours) -
        (Number.isNaN(b) ? 0 : (weight * (b - second.auc)) / theirs);
      variance += away * away;
      if (weight > 0 && !(Number.isNaN(a) && Number.isNaN(b))) count++;
    }
    return { variance: (variance * count) / (count - 1), degrees: count - 1 };
  });
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const degrees = parts.reduce(
    (sum, part) => sum + (part.variance * part.variance) / part.degrees,
    0,
  );
  return symmetricEstimate(value, Math.sqrt(variance), (variance * variance) / degrees);
}

/** The weight of the rows of a label that have a placement. */
function massOf(
  { placement }: Pick<AucPlacements, "placement">,
  { label, weight }: LabelledRows,
  of: number,
): number {
  let mass = 0;
  for (let row = 0; row < placement.length; row++) {
    if (label[row] === of && !Number.isNaN(placement[row]!)) mass += weight?.[row] ?? 1;
  }
  return mass;
}
