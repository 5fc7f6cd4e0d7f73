/**
 * Sums over the rows of a group, by how label and prediction fall together: of the rows' weights as a rule; where every
 * row adds 1, of rows.
 */
export interface Cells {
  /** Over positive rows predicted positive. */
  readonly tp: number;
  /** Over negative rows predicted positive. */
  readonly fp: number;
  /** Over negative rows predicted negative. */
  readonly tn: number;
  /** Over positive rows predicted negative. */
  readonly fn: number;
}

/** The weights of the four cases of label and prediction, and the rows that they rest on. */
export interface Confusion extends Cells {
  /** Rows, not weighted. */
  readonly n: number;
}

/**
 * Counts the four cases of label and prediction.
 *
 * @param y - Label of each row, 0 or 1; length n.
 * @param prediction - Prediction for each row, 0 or 1; length n.
 * @param weight - Weight of each row, at least 0; every row weighs 1 if left out.
 * @param rows - Positions to count; all rows if left out.
 */
export function confusion(
  y: ArrayLike<number>,
  prediction: ArrayLike<number>,
  weight?: ArrayLike<number>,
  rows?: ArrayLike<number>,
): Confusion {
  const n = rows === undefined ? y.length : rows.length;
  const cells = new Float64Array(4);
  for (let i = 0; i < n; i++) {
    const row = rows === undefined ? i : rows[i]!;
    cells[2 * y[row]! + prediction[row]!]! += weight === undefined ? 1 : weight[row]!;
  }
  return { n, tn: cells[0]!, fp: cells[1]!, fn: cells[2]!, tp: cells[3]! };
}

/** The confusion of all the rows that several disjoint confusions count. */
export function sumConfusions(parts: readonly Confusion[]): Confusion {
  const total = { n: 0, tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const part of parts) {
    total.n += part.n;
    total.tp += part.tp;
    total.fp += part.fp;
    total.tn += part.tn;
    total.fn += part.fn;
  }
  return total;
}
