import { mean } from "../summary/sum.ts";

/** A linear regression with intercept, ready for any number of targets. */
export interface LeastSquares {
  /** The mean of each column. */
  readonly means: Float64Array;
  /**
   * The coefficients of the columns, less their means, that fit a target best in squares; 0 for a column that depends on others.
   *
   * @param target - Length n; finite.
   */
  coefficients(target: ArrayLike<number>): Float64Array;
}

/** A column counts as depending on others where they leave less than this part of its squares. */
const TOLERANCE = 1e-10;

/**
 * Prepares a least-squares fit on columns with an intercept: normal equations of centred columns by Cholesky's method with pivots.
 *
 * Constant columns and those that are linear in others get no coefficient; what is fitted is the same whichever of them does. With p
 * columns, p² passes over the rows, and p more for each target. Accurate for columns that are not nearly dependent.
 *
 * @param columns - p columns of length n; finite.
 * @see Higham, "Accuracy and Stability of Numerical Algorithms", SIAM 2002, sections 10.3 and 20.4
 */
export function leastSquares(columns: readonly Float64Array[]): LeastSquares {
  const n = columns[0]?.length ?? 0;
  const means = Float64Array.from(columns, mean);
  const products = columns.map((a, i) =>
    Float64Array.from(columns, (b, j) => {
      let total = 0;
      for (let row = 0; row < n; row++) total += (a[row]! - means[i]!) * (b[row]! - means[j]!);
      return total;
    }),
  );
  const factor = choleskyWithPivots(products);
  return {
    means,
    coefficients(target) {
      const right = columns.map((column, i) => {
        let total = 0;
        for (let row = 0; row < n; row++) total += (column[row]! - means[i]!) * target[row]!;
        return total;
      });
      return solve(factor, right);
    },
  };
}

/** Cholesky's factor of some rows and columns of a matrix, which the others depend on. */
interface Factor {
  /** Positions of the columns that are independent, in the order of the factor. */
  readonly order: readonly number[];
  /** Lower triangle by row: row i has i + 1 entries that count. */
  readonly lower: readonly Float64Array[];
  readonly size: number;
}

function choleskyWithPivots(matrix: readonly Float64Array[]): Factor {
  const size = matrix.length;
  const left = matrix.map((row, i) => row[i]!);
  const order: number[] = [];
  // Of every column its entries in the rows of the factor so far.
  const entries = matrix.map(() => new Float64Array(size));
  for (let step = 0; step < size; step++) {
    let best = -1;
    for (let i = 0; i < size; i++) {
      const isLeft = !order.includes(i) && left[i]! > TOLERANCE * matrix[i]![i]!;
      if (isLeft && (best < 0 || left[i]! > left[best]!)) best = i;
    }
    if (best < 0) break;
    order.push(best);
    const pivot = Math.sqrt(left[best]!);
    entries[best]![step] = pivot;
    for (let i = 0; i < size; i++) {
      if (order.includes(i)) continue;
      let rest = matrix[i]![best]!;
      for (let k = 0; k < step; k++) rest -= entries[i]![k]! * entries[best]![k]!;
      entries[i]![step] = rest / pivot;
      left[i]! -= entries[i]![step]! ** 2;
    }
  }
  return { order, lower: order.map((i) => entries[i]!), size };
}

function solve({ order, lower, size }: Factor, right: readonly number[]): Float64Array {
  const middle = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    let rest = right[order[i]!]!;
    for (let k = 0; k < i; k++) rest -= lower[i]![k]! * middle[k]!;
    middle[i] = rest / lower[i]![i]!;
  }
  const solution = new Float64Array(size);
  for (let i = order.length - 1; i >= 0; i--) {
    let rest = middle[i]!;
    for (let k = i + 1; k < order.length; k++) rest -= lower[k]![i]! * solution[order[k]!]!;
    solution[order[i]!] = rest / lower[i]![i]!;
  }
  return solution;
}
