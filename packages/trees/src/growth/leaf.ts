/** What pulls the value of a leaf towards 0. */
export interface Penalties {
  readonly l1: number;
  readonly l2: number;
}

/** Between which the value of a leaf must lie, for monotone features above it. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** No bounds. */
export const FREE: Bounds = { low: -Infinity, high: Infinity };

/**
 * The value w of a leaf that minimises `G w + (H + l2) w² / 2 + l1 |w|`, the objective to second order.
 *
 * @param gradient - G, the sum of the gradients of the leaf's rows.
 * @param hessian - H, the sum of their hessians, at least 0.
 * @returns 0 where `H + l2` is 0, as the objective has no minimum there, or is flat.
 * @see Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016, equation 5,
 *   doi:10.1145/2939672.2939785
 */
export function leafValue(gradient: number, hessian: number, { l1, l2 }: Penalties): number {
  const curvature = hessian + l2;
  return curvature > 0 ? 0 - shrunk(gradient, l1) / curvature : 0;
}

/** Twice by how much the best value of a leaf lowers the objective: `G² / (H + l2)` where `l1` is 0. */
export function leafScore(gradient: number, hessian: number, { l1, l2 }: Penalties): number {
  const curvature = hessian + l2;
  const pull = shrunk(gradient, l1);
  return curvature > 0 ? (pull * pull) / curvature : 0;
}

/** Twice by how much a value of a leaf, not its best one, lowers the objective. */
export function scoreOf(
  value: number,
  gradient: number,
  hessian: number,
  { l1, l2 }: Penalties,
): number {
  return -(2 * gradient * value + (hessian + l2) * value * value + 2 * l1 * Math.abs(value));
}

/** A value between bounds. */
export function within(value: number, { low, high }: Bounds): number {
  return Math.min(high, Math.max(low, value));
}

function shrunk(gradient: number, l1: number): number {
  if (l1 === 0) return gradient;
  const left = Math.abs(gradient) - l1;
  return left <= 0 ? 0 : gradient < 0 ? -left : left;
}
