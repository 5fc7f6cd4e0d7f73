/** Share of the largest diagonal element below which a pivot is 0 for rounding, and that is then added to the diagonal. */
const RIDGE = 1e-10;

/**
 * Solves `matrix * x = right` for a symmetric matrix without negative eigenvalues, by Cholesky's factors.
 *
 * Where the matrix is singular to rounding, 1e-10 of its largest diagonal element is added to its diagonal. Cost: n^3 / 6.
 *
 * @param matrix - n x n, of which the lower triangle is read. Is written over.
 */
export function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, matrix[i * n + i]!);
  const copy = matrix.slice();
  if (!factorInPlace(matrix, n, RIDGE * 1e-2 * most)) {
    for (let i = 0; i < n; i++) copy[i * n + i]! += RIDGE * most || 1;
    matrix.set(copy);
    factorInPlace(matrix, n, 0);
  }
  return substitute(matrix, right);
}

/** Puts the factor L of L L' in the place of the lower triangle; false where a pivot is not above `least`. */
function factorInPlace(matrix: Float64Array, n: number, least: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * n + k]! * matrix[j * n + k]!;
      if (i !== j) {
        matrix[i * n + j] = sum / matrix[j * n + j]!;
        continue;
      }
      if (!(sum > least)) return false;
      matrix[i * n + i] = Math.sqrt(sum);
    }
  }
  return true;
}

function substitute(factor: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const x = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i * n + k]! * x[k]!;
    x[i]! /= factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= factor[k * n + i]! * x[k]!;
    x[i]! /= factor[i * n + i]!;
  }
  return x;
}
