/**
 * Kish's effective number of rows: as many rows of equal weight know as much. The square of the sum of the weights over the
 * sum of their squares, so that their unit does not matter and rows of weight 0 do not count.
 *
 * The design that it stands for: rows drawn independently, with weights that say nothing of the outcome beyond the group.
 * Then a weighted rate has the variance p (1 - p) over this number, exactly. It needs no correction for degrees of freedom
 * as Korn and Graubard's for surveys does, since every row is a sampling unit of its own and there are no strata. Where
 * weights go with the outcome, or rows come in clusters, the true number may be smaller.
 *
 * @param weight - Sum of the weights.
 * @param squares - Sum of their squares, which must be finite: divide weights beyond 1e150 by the largest first.
 * @returns 0 without weight.
 * @see Kish, "Survey sampling", Wiley 1965, section 11.2
 * @see Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from
 *   survey data", Surv. Methodol. 24 (1998), 193-201
 */
export function effectiveSize(weight: number, squares: number): number {
  return squares === 0 ? 0 : (weight / squares) * weight;
}
