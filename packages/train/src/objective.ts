import { kernelNames, logOdds, networkOutputs } from "@fairline/model";
import type { DenseNetwork, NetworkInputs, Target } from "@fairline/model";
import type { Random } from "@fairline/numeric";
import { gradientStep } from "@fairline/tensor";
import type {
  Forward,
  HostTensors,
  Optimizer,
  Scalar,
  SessionStart,
  Step,
  StepOptions,
  Tensor,
  Tensors,
  TensorFlow,
} from "@fairline/tensor";
import { logOddsOf, lossRows, networkRows, scoredRows } from "./batch.ts";
import { counterpartLogits, rowsByAttribute } from "./fairness/batch-tensors.ts";
import { combine } from "./fairness/combine.ts";
import type { RowsOf } from "./fairness/combine.ts";
import type { FairnessPlan } from "./fairness/plan.ts";
import type { FairnessProblem } from "./fairness/problem.ts";
import { fairnessStart, fairnessStep } from "./fairness/step.ts";

/** What training lowers. */
export interface Objective {
  readonly network: DenseNetwork;
  /** What the outputs are held against; a binary label where it is left out. Methods of fairness are for two classes. */
  readonly task?: Target["task"] | undefined;
  /** Loss per unit of the sum of squared weights. */
  readonly l2: number;
  /** Loss per unit of the sum of absolute weights; 0 where it is left out. */
  readonly l1?: number | undefined;
  readonly fairness: FairnessPlan | undefined;
}

/** The parts of an objective on some rows. All are scalars. */
export type Losses = Tensors & {
  /** `logLoss + l2 * sum of squared weights + l1 * sum of absolute weights + strength * penalty`; methods may put another loss in the place of `logLoss`. */
  readonly loss: Scalar;
  /** Mean over rows of weight times the negative log-likelihood, in nats; of a number, times the squared error. */
  readonly logLoss: Tensor;
  /** The gap, not multiplied by its strength; 0 where there is no penalty. */
  readonly penalty: Tensor;
  /** Share of rows whose most probable class is theirs; of a number, 1 less the mean squared error: R2, as its variance is 1. */
  readonly accuracy: Tensor;
};

/**
 * The losses of one training batch: `x` (rows x inputs), `y` and `weight` (length rows), what methods of fairness read, with
 * dropout `mask_0`, `mask_1`, ….
 */
export function batchLosses(
  objective: Objective,
): (tf: TensorFlow, parameters: Tensors, batch: Tensors) => Losses {
  const { network } = objective;
  const lossesOf = rowLosses(objective);
  return (tf, parameters, batch) => {
    const { masks, ...rows } = networkRows(batch, network.hidden.length);
    const outputs = outputsOf(tf, objective, parameters, { ...rows, masks });
    return lossesOf(tf, parameters, { ...batch, ...scoredRows(outputs) });
  };
}

/** The log-odds of the rows of a batch, and of their counterparts, by the names by which {@link rowLosses} finds them. No dropout. */
export function scores(objective: Objective): Forward {
  return (tf, parameters, batch) => {
    const oddsOf = (x: Tensor): Tensor => outputsOf(tf, objective, parameters, { x });
    const { x } = networkRows(batch, 0);
    return { ...scoredRows(oddsOf(x)), ...counterpartLogits(batch, oddsOf) };
  };
}

/** What losses read of a network: length rows for one output, rows x outputs for several classes. */
function outputsOf(
  tf: TensorFlow,
  { network, task }: Objective,
  parameters: Tensors,
  rows: NetworkInputs,
): Tensor {
  return task === "multiclass"
    ? networkOutputs(tf, network, parameters, rows).outputs
    : logOdds(tf, network, parameters, rows);
}

/** The losses of rows that are already scored: as {@link batchLosses}, with `logOdds` (length rows) instead of `x`. */
export function rowLosses(
  objective: Objective,
): (tf: TensorFlow, parameters: Tensors, rows: Tensors) => Losses {
  return (tf, parameters, rows) => lossesAndState(tf, objective, { parameters, rows }).losses;
}

/** The step that lowers an objective by an optimizer. */
export function trainingStep(
  objective: Objective,
  optimizer: Optimizer,
  options?: StepOptions,
): Step {
  const { fairness } = objective;
  return fairness === undefined
    ? gradientStep(batchLosses(objective), optimizer, options)
    : fairnessStep(fairnessProblem(objective), fairness, optimizer, options);
}

/** Where {@link trainingStep} starts. @param parameters - Of the network. */
export function trainingStart(
  { network, fairness }: Objective,
  optimizer: Optimizer,
  parameters: HostTensors,
  random: Random,
): SessionStart {
  if (fairness === undefined) return { parameters, state: optimizer.initialState(parameters) };
  const sizes = { outputs: 1, hidden: network.hidden.at(-1) ?? 1 };
  return fairnessStart(fairness, optimizer, { parameters, ...sizes }, random);
}

function fairnessProblem(objective: Objective): FairnessProblem {
  const { network } = objective;
  return {
    forward(tf, parameters, batch) {
      const { x, masks } = networkRows(batch, network.hidden.length);
      const outputs = networkOutputs(tf, network, parameters, { x, masks });
      const counterparts = counterpartLogits(batch, (other) =>
        logOdds(tf, network, parameters, { x: other, masks }),
      );
      const rows = { ...batch, ...scoredRows(outputs.logOdds), ...counterparts };
      return {
        rows,
        hidden: outputs.hidden ?? tf.reshape(outputs.logOdds, [-1, 1]),
        rowsOf: termRows(tf, rows),
      };
    },
    logLoss: (tf, { rows }) => meanLoss(tf, "binary", rows),
    losses: (tf, parameters, { rows }, state) =>
      lossesAndState(tf, objective, { parameters, rows, state }),
  };
}

interface Evaluated {
  readonly parameters: Tensors;
  /** Scored. */
  readonly rows: Tensors;
  /** Of terms, in a training step; on rows that nothing is learned from it is left out. */
  readonly state?: Tensors;
}

function lossesAndState(
  tf: TensorFlow,
  { network, task = "binary", l2, l1 = 0, fairness }: Objective,
  { parameters, rows, state }: Evaluated,
): { readonly losses: Losses; readonly state: Tensors } {
  const z = logOddsOf(rows);
  const { labels } = lossRows(rows);
  const logLoss = meanLoss(tf, task, rows);
  const terms =
    fairness === undefined ? undefined : combine(tf, fairness, termRows(tf, rows), state);
  const overWeights = (size: (weights: Tensor) => Tensor): Tensor =>
    tf.addN(kernelNames(network).map((name) => tf.sum(size(parameters[name]!))));
  const squares = (): Tensor => overWeights((weights) => tf.square(weights));
  const sizes = (): Tensor => overWeights((weights) => tf.abs(weights));
  const fit = terms?.fit ?? logLoss;
  const squared = l2 === 0 ? fit : tf.add(fit, tf.mul(squares(), l2));
  const plain = l1 === 0 ? squared : tf.add(squared, tf.mul(sizes(), l1));
  const loss: Scalar =
    terms?.added === undefined ? tf.reshape(plain, []) : tf.add(plain, terms.added);
  const accuracy = TASKS[task].accuracy(tf, z, labels);
  const penalty = terms?.penalty ?? tf.scalar(0);
  return { losses: { loss, logLoss, penalty, accuracy }, state: terms?.state ?? {} };
}

function termRows(tf: TensorFlow, rows: Tensors): RowsOf {
  return rowsByAttribute(tf, rows, { logOdds: logOddsOf(rows), ...lossRows(rows) });
}

/** Mean over rows of weight times the loss of the task. */
function meanLoss(tf: TensorFlow, task: Target["task"], rows: Tensors): Scalar {
  const { labels, weights } = lossRows(rows);
  return tf.mean(tf.mul(weights, TASKS[task].losses(tf, logOddsOf(rows), labels)));
}

/** A function of outputs and labels: length rows each, or rows x classes. */
type OfRows = (tf: TensorFlow, z: Tensor, labels: Tensor) => Tensor;

/** The loss of each row, length rows, and how well the rows are fitted, a scalar. */
const TASKS: Readonly<
  Record<Target["task"], { readonly losses: OfRows; readonly accuracy: OfRows }>
> = {
  binary: {
    losses: negativeLogLikelihood,
    accuracy(tf, z, labels) {
      const hits = tf.equal(tf.greaterEqual(z, 0), tf.greaterEqual(labels, 0.5));
      return tf.mean(tf.cast(hits, "float32"));
    },
  },
  multiclass: {
    losses(tf, z, labels) {
      const shifted = tf.sub(z, tf.max(z, 1, true));
      return tf.sub(tf.log(tf.sum(tf.exp(shifted), 1)), tf.sum(tf.mul(labels, shifted), 1));
    },
    accuracy(tf, z, labels) {
      const own = tf.sum(tf.mul(labels, tf.sub(z, tf.max(z, 1, true))), 1);
      return tf.mean(tf.cast(tf.greaterEqual(own, 0), "float32"));
    },
  },
  regression: {
    losses: (tf, z, labels) => tf.square(tf.sub(z, labels)),
    accuracy: (tf, z, labels) => tf.sub(1, tf.mean(tf.square(tf.sub(z, labels)))),
  },
};

/** `log(1 + e^z) - y z` per row, without overflow. */
function negativeLogLikelihood(tf: TensorFlow, z: Tensor, labels: Tensor): Tensor {
  const softplus = tf.add(tf.relu(z), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
  return tf.sub(softplus, tf.mul(labels, z));
}
