/** When training stops early, and which epoch is kept. */
export interface StoppingRule {
  /** Epochs to wait for an improvement. */
  readonly patience: number;
  /** How much lower than the best a loss must be to count as an improvement. */
  readonly minDelta: number;
  /** Epochs with a larger gap come after all others. Undefined: gaps play no part. */
  readonly maxGap?: number | undefined;
}

/** An epoch as it is judged. Epochs count from 1. */
export interface Best {
  readonly epoch: number;
  /** The lower, the better: a metric of which more is better stands here with the sign turned. */
  readonly loss: number;
  /** The gap between groups; NaN, which is too large, where it is undefined. */
  readonly gap?: number | undefined;
}

/**
 * The best epoch after one more: the new one if it improves on the old one by more than `minDelta`.
 *
 * With `maxGap`, an epoch within it is better than any that is not; of two that are not, the one with the smaller gap is.
 */
export function betterOf(best: Best | undefined, next: Best, rule: StoppingRule): Best {
  if (best === undefined) return next;
  const [was, is] = [isWithin(best, rule), isWithin(next, rule)];
  if (was !== is) return is ? next : best;
  const improves = is
    ? next.loss < best.loss - rule.minDelta || Number.isNaN(best.loss)
    : gapOf(next) < gapOf(best);
  return improves ? next : best;
}

/** Whether the gap of an epoch is none that the rule refuses. */
export function isWithin(judged: Best, { maxGap }: StoppingRule): boolean {
  return maxGap === undefined || gapOf(judged) <= maxGap;
}

/** Whether `patience` epochs have passed since the best one. */
export function isOver(best: Best, epoch: number, rule: StoppingRule): boolean {
  return epoch - best.epoch >= rule.patience;
}

function gapOf({ gap = Number.NaN }: Best): number {
  return Number.isNaN(gap) ? Infinity : gap;
}
