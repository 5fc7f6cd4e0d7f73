import { kernelNames, logOdds } from "@fairline/model";
import type { DenseNetwork } from "@fairline/model";
import type { Scalar, Tensor, Tensors, TensorFlow } from "@fairline/tensor";
import { logOddsOf, lossRows, networkRows, scoredRows } from "./batch.ts";
import { fairnessPenalty } from "./fairness-penalty.ts";
import type { PenaltyName } from "./params.ts";

/** What training lowers. */
export interface Objective {
  readonly network: DenseNetwork;
  /** Loss per unit of the sum of squared weights. */
  readonly l2: number;
  /** Loss per unit of the sum of absolute weights; 0 where it is left out. */
  readonly l1?: number | undefined;
  readonly fairness: { readonly penalty: PenaltyName; readonly strength: number } | undefined;
}

/** The parts of an objective on some rows. All are scalars. */
export type Losses = Tensors & {
  /** `logLoss + l2 * sum of squared weights + l1 * sum of absolute weights + strength * penalty`. */
  readonly loss: Scalar;
  /** Mean over rows of weight times the negative log-likelihood, in nats. */
  readonly logLoss: Tensor;
  /** The gap, not multiplied by its strength; 0 where there is no penalty. */
  readonly penalty: Tensor;
  /** Share of rows whose more probable class is theirs. */
  readonly accuracy: Tensor;
};

/**
 * The losses of one training batch: `x` (rows x inputs), `y` and `weight` (length rows), with a penalty
 * `members` (rows x groups), with dropout `mask_0`, `mask_1`, ….
 */
export function batchLosses(
  objective: Objective,
): (tf: TensorFlow, parameters: Tensors, batch: Tensors) => Losses {
  const { network } = objective;
  const lossesOf = rowLosses(objective);
  return (tf, parameters, batch) => {
    const odds = logOdds(tf, network, parameters, networkRows(batch, network.hidden.length));
    return lossesOf(tf, parameters, { ...batch, ...scoredRows(odds) });
  };
}

/** The losses of rows that are already scored: as {@link batchLosses}, with `logOdds` (length rows) instead of `x`. */
export function rowLosses(
  objective: Objective,
): (tf: TensorFlow, parameters: Tensors, rows: Tensors) => Losses {
  const { network, l2, l1 = 0, fairness } = objective;
  return (tf, parameters, rows) => {
    const z = logOddsOf(rows);
    const { labels, weights, members } = lossRows(rows);
    const logLoss = tf.mean(tf.mul(weights, negativeLogLikelihood(tf, z, labels)));
    const penalty =
      fairness === undefined
        ? tf.scalar(0)
        : fairnessPenalty(tf, fairness.penalty, {
            scores: tf.sigmoid(z),
            labels,
            // A batch for an objective with a penalty has them.
            members: members!,
          });
    const overWeights = (size: (weights: Tensor) => Tensor): Tensor =>
      tf.addN(kernelNames(network).map((name) => tf.sum(size(parameters[name]!))));
    const squared =
      l2 === 0
        ? logLoss
        : tf.add(
            logLoss,
            tf.mul(
              overWeights((w) => tf.square(w)),
              l2,
            ),
          );
    const plain =
      l1 === 0
        ? squared
        : tf.add(
            squared,
            tf.mul(
              overWeights((w) => tf.abs(w)),
              l1,
            ),
          );
    const loss: Scalar =
      fairness === undefined
        ? tf.reshape(plain, [])
        : tf.add(plain, tf.mul(penalty, fairness.strength));
    const hits = tf.equal(tf.greaterEqual(z, 0), tf.greaterEqual(labels, 0.5));
    return { loss, logLoss, penalty, accuracy: tf.mean(tf.cast(hits, "float32")) };
  };
}

/** `log(1 + e^z) - y z` per row, without overflow. */
function negativeLogLikelihood(tf: TensorFlow, z: Tensor, labels: Tensor): Tensor {
  const softplus = tf.add(tf.relu(z), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
  return tf.sub(softplus, tf.mul(labels, z));
}
