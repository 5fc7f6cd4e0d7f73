import { createRandom } from "@fairline/numeric";
import type { Random } from "@fairline/numeric";
import { adam } from "../optimizer/adam.ts";
import type { SessionStart } from "../session.ts";
import type { LossFunction, Step } from "../step.ts";
import { gradientStep } from "../step.ts";
import type { HostTensor, HostTensors } from "../tensors.ts";
import { sizeOf } from "../tensors.ts";

/** A step with what it starts from and one batch for it. */
export interface ReferenceStep {
  readonly step: Step;
  readonly start: SessionStart;
  readonly batch: HostTensors;
}

const INPUTS = 104;
const HIDDEN = [64, 32] as const;

/**
 * The step by which backends are compared: a network of 104 inputs (Adult's), hidden layers of 64 and 32 and one
 * output, log loss plus .3 times the gap of mean scores between two groups, and Adam.
 *
 * @param rows - Of the batch.
 */
export function referenceMlp(rows: number): ReferenceStep {
  const random = createRandom("reference-mlp");
  const parameters = drawParameters(random);
  const optimizer = adam({ learningRate: 1e-3 });
  return {
    step: gradientStep(losses, optimizer),
    start: { parameters, state: optimizer.initialState(parameters) },
    batch: drawBatch(random, rows),
  };
}

const losses: LossFunction = (tf, parameters, batch) => {
  const affine = (x: (typeof parameters)[string], layer: number) =>
    tf.add(
      tf.matMul(x, parameters[`kernel_${String(layer)}`]!),
      parameters[`bias_${String(layer)}`]!,
    );
  const hidden = tf.relu(affine(tf.relu(affine(batch["x"]!, 0)), 1));
  const z = tf.reshape(affine(hidden, 2), [-1]);
  const softplus = tf.add(tf.relu(z), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
  const logLoss = tf.mean(tf.sub(softplus, tf.mul(batch["y"]!, z)));
  const members = batch["members"]!;
  const totals = tf.matMul(tf.reshape(tf.sigmoid(z), [1, -1]), members);
  const [first, second] = tf.split(tf.div(totals, tf.sum(members, 0, true)), 2, 1);
  const gap = tf.reshape(tf.abs(tf.sub(first!, second!)), []);
  return { loss: tf.add(logLoss, tf.mul(gap, 0.3)), logLoss, gap };
};

function drawParameters(random: Random): HostTensors {
  const sizes = [INPUTS, ...HIDDEN, 1];
  const layers = sizes.slice(1).flatMap((after, layer): [string, HostTensor][] => {
    const before = sizes[layer]!;
    const limit = Math.sqrt(6 / (before + after));
    const kernel = draw([before, after], () => (2 * random.uniform() - 1) * limit);
    return [
      [`kernel_${String(layer)}`, kernel],
      [`bias_${String(layer)}`, draw([after], () => 0)],
    ];
  });
  return Object.fromEntries(layers);
}

function drawBatch(random: Random, rows: number): HostTensors {
  const members = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) members[2 * row + (row % 2)] = 1;
  return {
    x: draw([rows, INPUTS], () => random.normal()),
    y: draw([rows], () => random.integer(2)),
    members: { shape: [rows, 2], values: members },
  };
}

function draw(shape: readonly number[], value: () => number): HostTensor {
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, value) };
}
