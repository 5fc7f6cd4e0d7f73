import { portableLog } from "@fairline/numeric";
import type { Cells } from "../confusion.ts";
import { ALL_ROWS } from "./evidence.ts";

/*
 * A row's benefit is prediction less label, plus 1: 0 for a positive row that is rejected, 1 for a row that is decided as it is
 * labelled, 2 for a negative row that is selected. Inequality of benefits is inequality of the errors' burden.
 */

/** The mean benefit of some rows, in [0, 2]; NaN for none. */
export function meanBenefit(cells: Cells): number {
  return (cells.tp + cells.tn + 2 * cells.fp) / ALL_ROWS(cells);
}

/** Generalized entropy of order 2: half of the squared coefficient of variation. NaN where no row has a benefit. */
export function generalizedEntropyOf(cells: Cells): number {
  const rows = ALL_ROWS(cells);
  const mean = meanBenefit(cells);
  // The variance, as the mean square less the square of the mean, in a form that does not cancel.
  const variance =
    ((cells.tp + cells.tn) / rows) * (1 - mean) * (1 - mean) +
    (cells.fp / rows) * (2 - mean) * (2 - mean) +
    (cells.fn / rows) * mean * mean;
  return variance / mean / mean / 2;
}

/** Theil's index, generalized entropy of order 1. NaN where no row has a benefit. */
export function theilOf(cells: Cells): number {
  const rows = ALL_ROWS(cells);
  const mean = meanBenefit(cells);
  const index =
    ((cells.tp + cells.tn) / rows) * (-portableLog(mean) / mean) +
    (cells.fp / rows) * ((2 / mean) * portableLog(2 / mean));
  // Not negative but for rounding.
  return mean > 0 ? Math.max(0, index) : Number.NaN;
}
