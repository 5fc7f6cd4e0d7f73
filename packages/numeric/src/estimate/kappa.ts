import { deltaError, withHalf } from "./cells.ts";
import type { Cells } from "./cells.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { scaledEstimate } from "./scaled.ts";

/**
 * Cohen's kappa of label and prediction, with an interval on the atanh scale by the delta method. Where a cell is empty,
 * centre and standard error are those of the cells with half a row more in each.
 *
 * @returns An estimate of NaN where label and prediction are both the same for all rows.
 * @see Fleiss, Cohen and Everitt, "Large sample standard errors of kappa and weighted kappa", Psychol. Bull. 72 (1969),
 *   323-327, doi:10.1037/h0028106
 */
export function kappaEstimate(cells: Cells): Estimate {
  const value = kappa(cells);
  if (Number.isNaN(value)) return NO_ESTIMATE;
  const isFull = Math.min(cells.tp, cells.fp, cells.fn, cells.tn) > 0;
  const used = isFull ? cells : withHalf(cells);
  return scaledEstimate("atanh", { value, centre: kappa(used), standardError: kappaError(used) });
}

/** Agreement beyond chance, and chance itself: the shares of either class in label and prediction, multiplied. */
function kappa({ tp, fp, fn, tn }: Cells): number {
  const n = tp + fp + fn + tn;
  const chance = ((tp + fn) * (tp + fp) + (tn + fp) * (tn + fn)) / (n * n);
  return ((tp + tn) / n - chance) / (1 - chance);
}

function kappaError(cells: Cells): number {
  const { tp, fp, fn, tn } = cells;
  const n = tp + fp + fn + tn;
  const [label, prediction] = [(tp + fn) / n, (tp + fp) / n];
  const chance = label * prediction + (1 - label) * (1 - prediction);
  const value = kappa(cells);
  // Of (agreement - chance) / (1 - chance): one more row of a cell raises agreement by `agree` and chance by the sum of the
  // other margin's share of its class, once for its label and once for its prediction.
  const slope = (agree: number, byLabel: number, byPrediction: number): number =>
    (agree - (1 - value) * (byLabel + byPrediction)) / (1 - chance);
  return deltaError(cells, {
    tp: slope(1, prediction, label),
    fp: slope(0, 1 - prediction, label),
    fn: slope(0, prediction, 1 - label),
    tn: slope(1, 1 - prediction, 1 - label),
  });
}
