import type { Scalar, Tensor, TensorFlow } from "@fairline/tensor";
import { groupScores } from "./opponent-network.ts";
import { groupWeights, weightedMean } from "./statistics.ts";
import type { TermRows } from "./term-rows.ts";

/** The mean log loss of an opponent that tells the group, over the rows that have one; 0 where none has. */
export function groupLogLoss(tf: TensorFlow, logits: Tensor, rows: TermRows): Scalar {
  const { logScores } = groupScores(tf, logits);
  const losses = tf.neg(tf.sum(tf.mul(rows.members, logScores), 1, true));
  return weightedMean(tf, losses, tf.sum(groupWeights(tf, rows), 1, true));
}
