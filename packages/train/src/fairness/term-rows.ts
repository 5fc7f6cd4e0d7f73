import type { Tensor, TensorFlow } from "@fairline/tensor";

/**
 * Scored rows of a batch, as fairness terms read them.
 *
 * A binary label has one output, the log-odds of the positive class; k classes have k. Rows are the first axis everywhere:
 * what is one number a row is a column, rows x 1.
 */
export interface TermRows {
  /** Log-odds of the positive class, rows x 1; or the logits of all classes, rows x classes. */
  readonly logits: Tensor;
  /** P(positive), rows x 1; or P(class), rows x classes. */
  readonly scores: Tensor;
  /** By class, 1 where the row's label is that class, else 0; rows x 1 each. Binary: the negative, then the positive class. */
  readonly classes: readonly Tensor[];
  /** Log loss of each row, in nats, without its weight; rows x 1. */
  readonly losses: Tensor;
  /** Rows x 1, of any unit. */
  readonly weights: Tensor;
  /**
   * Rows x groups: 1 where a row belongs to a group; a row of zeros belongs to none and does not count. Of a numeric
   * attribute: rows x 1, its values with mean 0 and deviation 1 over the training rows, 0 where it is missing.
   */
  readonly members: Tensor;
  /** Rows x 1: 1 where the attribute is known, else 0. */
  readonly present: Tensor;
  /** The logits of each row's counterpart in another group, in the shape of `logits`. Undefined unless a term needs them. */
  readonly counterparts: Tensor | undefined;
}

/** What {@link binaryRows} takes: all of length rows, but for `members`, rows x groups. */
export interface BinaryRows {
  readonly logOdds: Tensor;
  /** 1 for the positive class, else 0. */
  readonly labels: Tensor;
  readonly weights: Tensor;
  readonly members: Tensor;
  /** 1 where the attribute is known; left out, a row belongs to one group or to none. */
  readonly present?: Tensor | undefined;
  readonly counterparts?: Tensor | undefined;
}

/** Rows of a binary label as terms read them. */
export function binaryRows(tf: TensorFlow, rows: BinaryRows): TermRows {
  const { members, present, counterparts } = rows;
  const labels = tf.reshape(rows.labels, [-1, 1]);
  const logits = tf.reshape(rows.logOdds, [-1, 1]);
  return {
    logits,
    scores: tf.sigmoid(logits),
    classes: [tf.sub(1, labels), labels],
    losses: binaryLosses(tf, logits, labels),
    weights: tf.reshape(rows.weights, [-1, 1]),
    members,
    present: present === undefined ? tf.sum(members, 1, true) : tf.reshape(present, [-1, 1]),
    counterparts: counterparts === undefined ? undefined : tf.reshape(counterparts, [-1, 1]),
  };
}

/** What {@link severalClassesRows} takes. */
export interface SeveralClassesRows extends Omit<BinaryRows, "logOdds" | "labels"> {
  /** Rows x classes. */
  readonly logits: Tensor;
  /** Rows x classes: 1 for the label's class, else 0. */
  readonly labels: Tensor;
}

/** Rows of a label of several classes as terms read them. */
export function severalClassesRows(tf: TensorFlow, rows: SeveralClassesRows): TermRows {
  const { logits, labels, members, present, counterparts } = rows;
  const count = labels.shape[1]!;
  // A softmax by hand: TensorFlow.js's log-softmax is no kernel that compiles.
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const logTotal = tf.log(tf.sum(tf.exp(shifted), 1, true));
  const logScores = tf.sub(shifted, logTotal);
  return {
    logits,
    scores: tf.exp(logScores),
    classes: count === 1 ? [labels] : tf.split(labels, count, 1),
    losses: tf.neg(tf.sum(tf.mul(labels, logScores), 1, true)),
    weights: tf.reshape(rows.weights, [-1, 1]),
    members,
    present: present === undefined ? tf.sum(members, 1, true) : tf.reshape(present, [-1, 1]),
    counterparts,
  };
}

/** `log(1 + e^z) - y z`, without overflow. */
function binaryLosses(tf: TensorFlow, logits: Tensor, labels: Tensor): Tensor {
  const softplus = tf.add(tf.relu(logits), tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
  return tf.sub(softplus, tf.mul(labels, logits));
}

/** Whether the label is binary: one output stands for both classes. */
export function isBinary({ logits }: Pick<TermRows, "logits">): boolean {
  return logits.shape[1] === 1;
}

/** P(class) of every class, rows x classes; binary: of the negative, then of the positive one. */
export function classScores(tf: TensorFlow, rows: TermRows): Tensor {
  const { scores } = rows;
  return isBinary(rows) ? tf.concat([tf.sub(1, scores), scores], 1) : scores;
}

/** A class against all others: P(class) and whether it is the label's, rows x 1 each. */
export interface OneVersusRest {
  readonly scores: Tensor;
  readonly labels: Tensor;
}

/** The positive class for a binary label, else each class in turn. */
export function oneVersusRest(tf: TensorFlow, rows: TermRows): OneVersusRest[] {
  const { scores, classes } = rows;
  if (isBinary(rows)) return [{ scores, labels: classes[1]! }];
  return tf
    .split(scores, classes.length, 1)
    .map((column, at) => ({ scores: column, labels: classes[at]! }));
}
