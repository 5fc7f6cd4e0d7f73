import { roundingConstant } from "../exact-sum.ts";
import { shareOf } from "../threads/share.ts";
import type { Share } from "../threads/share.ts";
import type { GrowthMemory } from "./memory.ts";

/** Extremes that each part keeps: largest absolute gradient, largest hessian, smallest hessian. */
export const KEPT_EXTREMES = 3;

/** What all gradients of an output lie within; NaN where one is NaN. */
export interface Extremes {
  readonly gradient: number;
  readonly hessian: number;
  readonly leastHessian: number;
}

/** Finds the extremes of an output's gradients and hessians in a part of the rows. */
export function findExtremes(memory: GrowthMemory, output: number, share: Share): void {
  const { gradients, hessians, rows, outputs, extremes } = memory;
  const [from, to] = shareOf(rows, share);
  let gradient = 0;
  let hessian = 0;
  let least = Infinity;
  for (let at = from * outputs + output; at < to * outputs; at += outputs) {
    gradient = Math.max(gradient, Math.abs(gradients[at]!));
    hessian = Math.max(hessian, hessians[at]!);
    least = Math.min(least, hessians[at]!);
  }
  extremes.set([gradient, hessian, least], share.part * KEPT_EXTREMES);
}

/** The extremes of all parts. */
export function extremesOf({ extremes }: GrowthMemory, parts: number): Extremes {
  const ofKind = (kind: number): number[] =>
    Array.from({ length: parts }, (_, part) => extremes[part * KEPT_EXTREMES + kind]!);
  return {
    gradient: Math.max(...ofKind(0)),
    hessian: Math.max(...ofKind(1)),
    leastHessian: Math.min(...ofKind(2)),
  };
}

/** What {@link pairGradients} rounds with: see {@link roundingConstant}. */
export interface PairRounding {
  readonly output: number;
  readonly gradient: number;
  readonly hessian: number;
}

/** The rounding with which sums of any rows are exact. */
export function pairRounding(rows: number, extremes: Extremes): Omit<PairRounding, "output"> {
  return {
    gradient: roundingConstant(extremes.gradient, rows),
    hessian: roundingConstant(extremes.hessian, rows),
  };
}

/** Lays the rounded gradients and hessians of an output beside each other, for a part of the rows. */
export function pairGradients(memory: GrowthMemory, rounding: PairRounding, share: Share): void {
  const { gradients, hessians, pairs, rows, outputs } = memory;
  const [from, to] = shareOf(rows, share);
  for (let row = from; row < to; row++) {
    const at = row * outputs + rounding.output;
    pairs[2 * row] = gradients[at]! + rounding.gradient - rounding.gradient;
    pairs[2 * row + 1] = hessians[at]! + rounding.hessian - rounding.hessian;
  }
}

/** Collects the pairs of a part of the rows of a leaf, from `begin` to before `end` in `order`. */
export function collectPairs(
  { pairs, order, collected }: GrowthMemory,
  { begin, end }: { readonly begin: number; readonly end: number },
  share: Share,
): void {
  const [from, to] = shareOf(end - begin, share);
  for (let i = begin + from; i < begin + to; i++) {
    const row = order[i]!;
    collected[2 * i] = pairs[2 * row]!;
    collected[2 * i + 1] = pairs[2 * row + 1]!;
  }
}
