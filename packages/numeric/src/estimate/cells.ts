/**
 * Rows by label and prediction, not necessarily whole: with weights, shares of the weight times the effective number of all
 * rows.
 */
export interface Cells {
  /** Positive rows predicted positive. */
  readonly tp: number;
  /** Negative rows predicted positive. */
  readonly fp: number;
  /** Positive rows predicted negative. */
  readonly fn: number;
  /** Negative rows predicted negative. */
  readonly tn: number;
}

/** The cells with half a row more in each: where one is empty, a standard error would be 0 or infinite without it. */
export function withHalf({ tp, fp, fn, tn }: Cells): Cells {
  return { tp: tp + 0.5, fp: fp + 0.5, fn: fn + 0.5, tn: tn + 0.5 };
}

/**
 * The standard error of a figure of multinomial cells by the delta method.
 *
 * @param gradient - How fast the figure rises with the share of rows in each cell.
 * @see Bishop, Fienberg and Holland, "Discrete multivariate analysis", MIT Press 1975, section 14.6
 */
export function deltaError(cells: Cells, gradient: Cells): number {
  const n = cells.tp + cells.fp + cells.fn + cells.tn;
  let [first, second] = [0, 0];
  for (const cell of ["tp", "fp", "fn", "tn"] as const) {
    first += (cells[cell] / n) * gradient[cell];
    second += (cells[cell] / n) * gradient[cell] * gradient[cell];
  }
  return Math.sqrt(Math.max(0, second - first * first) / n);
}
