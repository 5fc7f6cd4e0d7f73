import { leafScore, leafValue, scoreOf, within } from "./leaf.ts";
import type { Penalties } from "./leaf.ts";
import type { SplitNode, SplitRules } from "./split.ts";

/** -1: the right child must not be above the left one; 1: not below it; 0: either. */
export type Direction = -1 | 0 | 1;

/** Twice by how much two children lower the objective, from the sums of the left one. Minus infinity where it breaks a bound. */
export type ChildrenScore = (gradient: number, hessian: number) => number;

/** A score within rounding of that of the parent is no gain. */
const ROUNDING = 2 ** -40;

/**
 * How the children of a node are scored.
 *
 * @param direction - Of the feature that splits; see {@link Direction}.
 */
export function childrenScore(
  { totals, bounds }: SplitNode,
  penalties: Penalties,
  direction: Direction,
): ChildrenScore {
  const { gradient: all, hessian: allHessian } = totals;
  const isFree = direction === 0 && bounds.low === -Infinity && bounds.high === Infinity;
  if (isFree) {
    return (gradient, hessian) =>
      leafScore(gradient, hessian, penalties) +
      leafScore(all - gradient, allHessian - hessian, penalties);
  }
  return (gradient, hessian) => {
    const others = all - gradient;
    const othersHessian = allHessian - hessian;
    const left = within(leafValue(gradient, hessian, penalties), bounds);
    const right = within(leafValue(others, othersHessian, penalties), bounds);
    if ((right - left) * direction < 0) return -Infinity;
    return (
      scoreOf(left, gradient, hessian, penalties) + scoreOf(right, others, othersHessian, penalties)
    );
  };
}

/** The score that children must be above. */
export function scoreToBeat(node: SplitNode, { minGain }: SplitRules): number {
  return node.score + minGain + Math.abs(node.score) * ROUNDING;
}
