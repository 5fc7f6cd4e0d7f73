import { leastSquares } from "@fairline/numeric";
import type { LeastSquares } from "@fairline/numeric";

/** Columns that others are to be uncorrelated with; each of the table's length, NaN where a row tells nothing. */
export type Regressors = readonly Float64Array[];

/**
 * Takes from columns what is linear in others: the coefficients are fitted on some rows, and every row is changed.
 *
 * A value x becomes `x - level * sum over j of beta_j (s_j - mean of s_j)`, where beta fits x by least squares with an intercept on the fitted rows
 * that have x. At level 1 the changed column is then uncorrelated with every s on those rows; its mean there stays. A missing
 * value stays missing; a row whose s is NaN is not changed on its account. Linear in rows, with p² passes for p regressors, shared by all
 * columns without missing values.
 *
 * @param regressors - The columns s.
 * @param rows - Fitted rows, in which no s is NaN.
 * @param level - In [0, 1]; 0 changes nothing.
 * @returns A function of a column of the table's length; it gives another of that length.
 * @see Fairlearn, CorrelationRemover, for the same on whole matrices
 */
export function correlationRemover(
  regressors: Regressors,
  rows: Uint32Array,
  level: number,
): (values: Float64Array) => Float64Array {
  const prepare = (kept: Uint32Array): LeastSquares =>
    leastSquares(regressors.map((column) => Float64Array.from(kept, (row) => column[row]!)));
  const whole = prepare(rows);
  return (values) => {
    const kept = rows.filter((row) => !Number.isNaN(values[row]));
    if (kept.length === 0) return values;
    const fit = kept.length === rows.length ? whole : prepare(kept);
    const slopes = fit.coefficients(Float64Array.from(kept, (row) => values[row]!));
    const changed = values.slice();
    for (const [j, column] of regressors.entries()) {
      const slope = level * slopes[j]!;
      if (slope === 0) continue;
      for (let row = 0; row < changed.length; row++) {
        const deviation = column[row]! - fit.means[j]!;
        if (!Number.isNaN(deviation)) changed[row]! -= slope * deviation;
      }
    }
    return changed;
  };
}
