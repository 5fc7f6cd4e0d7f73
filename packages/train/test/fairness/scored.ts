import type { Scalar, Tensor, TensorFlow } from "@fairline/tensor";
import { termNamed } from "./term-value.ts";

/** The penalties of today's default form. */
export const PENALTIES = ["demographic-parity", "equal-opportunity", "equalized-odds"] as const;

/** One of {@link PENALTIES}. */
export type PenaltyName = (typeof PENALTIES)[number];

/** A penalty of rows of which only the scores are known, each of weight 1. */
export function penaltyOfScores(
  tf: TensorFlow,
  name: PenaltyName,
  rows: { readonly scores: Tensor; readonly labels: Tensor; readonly members: Tensor },
): Scalar {
  const term = termNamed(name);
  if (term.kind !== "penalty") throw new Error(`${name} is no penalty`);
  const scores = tf.reshape(rows.scores, [-1, 1]);
  const labels = tf.reshape(rows.labels, [-1, 1]);
  const value = term.open({}, { classes: [], groups: [] });
  return value(tf, {
    scores,
    logits: tf.log(tf.div(scores, tf.sub(1, scores))),
    classes: [tf.sub(1, labels), labels],
    losses: tf.zerosLike(scores),
    weights: tf.onesLike(scores),
    members: rows.members,
    present: tf.sum(rows.members, 1, true),
    counterparts: undefined,
  });
}
