import { unreachable } from "@fairline/core";
import type { Scalar, Tensor, TensorFlow } from "@fairline/tensor";
import type { PenaltyName } from "./params.ts";

/** Scores and what a penalty compares them by. */
export interface ScoredRows {
  /** P(positive) of each row; length n. */
  readonly scores: Tensor;
  /** 1 for the positive class, else 0; length n. */
  readonly labels: Tensor;
  /** n x groups: 1 where a row belongs to a group. A row of zeros belongs to none and does not count. */
  readonly members: Tensor;
}

/**
 * The gap between groups that a penalty holds down, in [0, 1] (equalized odds: [0, 2]). Every row counts once,
 * whatever its weight.
 *
 * - demographic parity: the {@link meanGap} of all scores;
 * - equal opportunity: of the scores of positive rows;
 * - equalized odds: of positive rows plus that of negative rows.
 *
 * For two groups these are the losses DiffDP, DiffEOpp and DiffEOdd of the benchmark cited below.
 *
 * @see Han et al. (2024), section 3.2
 */
export function fairnessPenalty(tf: TensorFlow, penalty: PenaltyName, rows: ScoredRows): Scalar {
  const { scores, labels, members } = rows;
  const positive = (): Tensor => tf.mul(members, tf.reshape(labels, [-1, 1]));
  const negative = (): Tensor => tf.mul(members, tf.reshape(tf.sub(1, labels), [-1, 1]));
  switch (penalty) {
    case "demographic-parity":
      return meanGap(tf, scores, members);
    case "equal-opportunity":
      return meanGap(tf, scores, positive());
    case "equalized-odds":
      return tf.add(meanGap(tf, scores, positive()), meanGap(tf, scores, negative()));
    default:
      return unreachable(penalty);
  }
}

/**
 * How far apart the groups' mean scores are: `|mean_g - mean_h|`, averaged over all pairs of rows of different groups.
 *
 * For two groups that is the absolute difference of their means. Of several, a pair of groups counts by the
 * product of its sizes, so that a group with a few rows in a batch adds little noise. A group without rows adds
 * nothing; with fewer than two groups the gap is 0.
 */
export function meanGap(tf: TensorFlow, scores: Tensor, members: Tensor): Scalar {
  const sizes = tf.sum(members, 0, true);
  const totals = tf.matMul(tf.reshape(scores, [1, -1]), members);
  const means = tf.div(totals, tf.maximum(sizes, 1));
  const differences = tf.abs(tf.sub(means, tf.reshape(means, [-1, 1])));
  const pairs = tf.mul(sizes, tf.reshape(sizes, [-1, 1]));
  const pairsOfTwoGroups = tf.sub(tf.sum(pairs), tf.sum(tf.square(sizes)));
  return tf.div(tf.sum(tf.mul(pairs, differences)), tf.maximum(pairsOfTwoGroups, 1));
}
