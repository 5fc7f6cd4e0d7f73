import { withHalf } from "./cells.ts";
import type { Cells } from "./cells.ts";
import { NO_ESTIMATE } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import { scaledEstimate } from "./scaled.ts";

/**
 * Matthews' correlation coefficient, the phi coefficient of label and prediction, with an interval on Fisher's atanh scale by
 * the delta method. Where a cell is empty, centre and standard error are those of the cells with half a row more in each.
 *
 * @returns An estimate of NaN where label or prediction is the same for all rows.
 * @see Bishop, Fienberg and Holland, "Discrete multivariate analysis", MIT Press 1975, formula 11.3-16, for the variance
 * @see Itaya, Tamura, Hayashi and Yamamoto, "Asymptotic properties of Matthews correlation coefficient", Stat. Med. 44 (2025),
 *   doi:10.1002/sim.10303, for the scale
 */
export function mccEstimate(cells: Cells): Estimate {
  const value = mcc(cells);
  if (Number.isNaN(value)) return NO_ESTIMATE;
  const isFull = Math.min(cells.tp, cells.fp, cells.fn, cells.tn) > 0;
  const used = isFull ? cells : withHalf(cells);
  return scaledEstimate("atanh", { value, centre: mcc(used), standardError: mccError(used) });
}

function mcc({ tp, fp, fn, tn }: Cells): number {
  return (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
}

function mccError(cells: Cells): number {
  const { tp, fp, fn, tn } = cells;
  const n = tp + fp + fn + tn;
  const phi = mcc(cells);
  const [label, prediction] = [(tp + fn) / n, (tp + fp) / n];
  // Of a share p: (2 p - 1) / sqrt(p (1 - p)).
  const [u, v] = [label, prediction].map((p) => (2 * p - 1) / Math.sqrt(p * (1 - p))) as [
    number,
    number,
  ];
  const variance =
    1 - phi * phi + phi * (1 + (phi * phi) / 2) * u * v - 0.75 * phi * phi * (u * u + v * v);
  return Math.sqrt(Math.max(0, variance) / n);
}
