import type { Random } from "@fairline/numeric";
import type {
  HostTensors,
  LossFunction,
  Scalar,
  Tensor,
  Tensors,
  TensorFlow,
} from "@fairline/tensor";

/** How much each part of the loss counts. */
export interface RepresentationWeights {
  readonly reconstruction: number;
  readonly label: number;
  readonly parity: number;
}

/** Keeps square roots and logarithms away from 0. */
const TINY = 1e-7;

/**
 * Parameters to start from: prototypes that are standard normal draws, neutral labels, every input counting 1.
 *
 * @returns `prototypes` (k x inputs), `labels` (k, log odds), `importance` (inputs; its square is how much a distance counts).
 */
export function drawPrototypes(
  { prototypes, inputs }: { readonly prototypes: number; readonly inputs: number },
  random: Random,
): HostTensors {
  const draws = Float32Array.from({ length: prototypes * inputs }, () => random.normal());
  return {
    prototypes: { shape: [prototypes, inputs], values: draws },
    labels: {
      shape: [prototypes],
      values: Float32Array.from({ length: prototypes }, () => random.normal()),
    },
    importance: { shape: [inputs], values: new Float32Array(inputs).fill(1) },
  };
}

/**
 * How much each row belongs to each prototype: the softmax of minus their distances.
 *
 * @param x - Rows x inputs.
 * @returns Rows x prototypes; rows sum to 1.
 */
export function memberships(tf: TensorFlow, parameters: Tensors, x: Tensor): Tensor {
  const [prototypes, importance] = [parameters["prototypes"]!, parameters["importance"]!];
  const weights = tf.square(importance);
  const weighted = tf.mul(x, weights);
  const ofRows = tf.sum(tf.mul(weighted, x), 1, true);
  const ofPrototypes = tf.reshape(tf.sum(tf.mul(tf.square(prototypes), weights), 1), [1, -1]);
  const products = tf.matMul(weighted, prototypes, false, true);
  const squares = tf.add(tf.sub(ofRows, tf.mul(products, 2)), ofPrototypes);
  return tf.softmax(tf.neg(tf.sqrt(tf.add(tf.relu(squares), TINY))));
}

/**
 * The loss of a batch `x` (rows x inputs), `y` (rows, 0 or 1), `groups` (rows x groups, 1 where a row belongs):
 *
 * - `reconstruction`: mean over rows of the squared distance of a row to the mean of the prototypes by membership;
 * - `labelLoss`: mean log loss, in nats, of the label that memberships predict;
 * - `parity`: sum over prototypes of the difference between two groups' mean memberships, averaged over the pairs of groups.
 *
 * @see Zemel et al. (2013), section 3.2; with more than two groups as Fairlearn's PrototypeRepresentationLearner has it
 */
export function representationLosses(weights: RepresentationWeights): LossFunction {
  return (tf, parameters, batch) => {
    const [x, y, groups] = [batch["x"]!, batch["y"]!, batch["groups"]!];
    const members = memberships(tf, parameters, x);
    const rebuilt = tf.matMul(members, parameters["prototypes"]!);
    const reconstruction = tf.mean(tf.sum(tf.squaredDifference(x, rebuilt), 1));
    const ofPrototypes = tf.reshape(tf.sigmoid(parameters["labels"]!), [-1, 1]);
    const predicted = tf.reshape(tf.matMul(members, ofPrototypes), [-1]);
    const likelihood = tf.add(
      tf.mul(y, tf.log(tf.add(predicted, TINY))),
      tf.mul(tf.sub(1, y), tf.log(tf.add(tf.sub(1, predicted), TINY))),
    );
    const labelLoss = tf.neg(tf.mean(likelihood));
    const parity = membershipGap(tf, members, groups);
    const loss: Scalar = tf.reshape(
      tf.addN([
        tf.mul(reconstruction, weights.reconstruction),
        tf.mul(labelLoss, weights.label),
        tf.mul(parity, weights.parity),
      ]),
      [],
    );
    return { loss, reconstruction, labelLoss, parity };
  };
}

function membershipGap(tf: TensorFlow, members: Tensor, groups: Tensor): Tensor {
  const count = groups.shape[1]!;
  // A group that has no row in the batch has mean 0, and its pairs count 0.
  const sizes = tf.reshape(tf.sum(groups, 0), [-1, 1]);
  const means = tf.div(tf.matMul(groups, members, true), tf.maximum(sizes, 1));
  const present = tf.minimum(sizes, 1);
  const gaps: Tensor[] = [];
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const difference = tf.abs(
        tf.sub(tf.slice(means, [a, 0], [1, -1]), tf.slice(means, [b, 0], [1, -1])),
      );
      const both = tf.mul(tf.slice(present, [a, 0], [1, 1]), tf.slice(present, [b, 0], [1, 1]));
      gaps.push(tf.sum(tf.mul(difference, both)));
    }
  }
  return gaps.length === 0 ? tf.scalar(0) : tf.div(tf.addN(gaps), gaps.length);
}
