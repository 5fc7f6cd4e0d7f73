/** Rows to fit thresholds on, as parallel arrays of length n. */
export interface ScoredRows {
  /** Probability of the positive class, in [0, 1]. */
  readonly scores: Float64Array;
  /** 0 or 1. */
  readonly labels: Uint8Array;
  /** At least 0. */
  readonly weights: Float64Array;
}

/**
 * Every way to cut a group by one threshold: entry k decides for the rows with the k highest distinct scores.
 *
 * Entry 0 decides for nobody, the last one for everybody. Rows with equal scores are never parted.
 */
export interface Cuts {
  /** Length m, descending. A score at or above it is a positive decision. */
  readonly thresholds: Float64Array;
  /** Weight of the positive rows decided positive; length m. */
  readonly truePositive: Float64Array;
  /** Weight of the negative rows decided positive; length m. */
  readonly falsePositive: Float64Array;
}

/** A threshold that no score, being a probability, reaches. */
export const ABOVE_ALL_SCORES = 2;

/**
 * Finds the cuts of a group.
 *
 * A threshold between two scores is their midpoint, so that a score which another backend computes a hair lower is still
 * decided alike; the lowest threshold is 0.
 *
 * @param rows - Positions of the group's rows.
 */
export function cutsOf({ scores, labels, weights }: ScoredRows, rows: Uint32Array): Cuts {
  const ordered = rows.slice().sort((a, b) => scores[b]! - scores[a]!);
  const thresholds = [ABOVE_ALL_SCORES];
  const truePositive = [0];
  const falsePositive = [0];
  let tp = 0;
  let fp = 0;
  for (const [i, row] of ordered.entries()) {
    if (labels[row] === 1) tp += weights[row]!;
    else fp += weights[row]!;
    const next = ordered[i + 1];
    if (next !== undefined && scores[next] === scores[row]) continue;
    thresholds.push(next === undefined ? 0 : between(scores[row]!, scores[next]!));
    truePositive.push(tp);
    falsePositive.push(fp);
  }
  return {
    thresholds: Float64Array.from(thresholds),
    truePositive: Float64Array.from(truePositive),
    falsePositive: Float64Array.from(falsePositive),
  };
}

/** The midpoint, or the higher score where no number lies between the two. */
function between(high: number, low: number): number {
  const middle = low + (high - low) / 2;
  return middle > low ? middle : high;
}
