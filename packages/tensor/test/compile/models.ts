import { createRandom } from "@fairline/numeric";
import { adam, gradientStep } from "../../src/index.ts";
import type {
  HostTensor,
  HostTensors,
  LossFunction,
  Scalar,
  Step,
  Tensor,
  TensorFlow,
} from "../../src/index.ts";
import { normal, whole } from "./kernels/draws.ts";

/** A model to train: a step, what it starts from, and its batches. */
export interface Trained {
  readonly step: Step;
  readonly start: { readonly parameters: HostTensors; readonly state: HostTensors };
  readonly batch: (rows: number, seed: number) => HostTensors;
}

const scaled = ({ shape, values }: HostTensor, by: number): HostTensor => ({
  shape,
  values: values.map((value) => value * by),
});

function trained(
  shapes: Readonly<Record<string, readonly number[]>>,
  seed: number,
  given: { readonly losses: LossFunction; readonly batch: Trained["batch"] },
): Trained {
  const parameters = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      scaled(normal(shape, `${name} ${String(seed)}`), 0.3),
    ]),
  );
  const optimizer = adam({ learningRate: 0.01 });
  return {
    step: gradientStep(given.losses, optimizer),
    start: { parameters, state: optimizer.initialState(parameters) },
    batch: given.batch,
  };
}

const labels = (rows: number, seed: number): HostTensor =>
  whole([rows, 1], `labels ${String(seed)}`, [0, 2]);

const crossEntropy = (tf: TensorFlow, y: Tensor, logits: Tensor) =>
  tf.losses.sigmoidCrossEntropy<Tensor, Scalar>(y, logits);

/** A network of two layers with a penalty on the gap between two groups' mean scores. */
export const mlp = (seed: number): Trained =>
  trained({ w1: [6, 8], b1: [8], w2: [8, 1], b2: [1] }, seed, {
    losses(tf, { w1, b1, w2, b2 }, { x, y, g }) {
      const hidden = tf.relu(tf.add(tf.matMul(x!, w1!), b1!));
      const logits = tf.add(tf.matMul(hidden, w2!), b2!);
      const scores = tf.sigmoid(logits);
      const meanOf = (members: Tensor): Tensor =>
        tf.div(tf.sum(tf.mul(scores, members)), tf.maximum(tf.sum(members), 1));
      const gap = tf.abs(tf.sub(meanOf(g!), meanOf(tf.sub(1, g!))));
      return { loss: tf.add<Scalar>(crossEntropy(tf, y!, logits), tf.mul(gap, 0.5)), gap };
    },
    batch: (rows, at) => ({
      x: normal([rows, 6], `x ${String(at)}`),
      y: labels(rows, at),
      g: whole([rows, 1], `g ${String(at)}`, [0, 2]),
    }),
  });

/** Words by their embeddings, averaged. */
export const text = (seed: number): Trained =>
  trained({ table: [20, 5], w: [5, 1], b: [1] }, seed, {
    losses(tf, { table, w, b }, { words, y }) {
      const embedded = tf.gather(table!, tf.cast(words!, "int32"));
      return { loss: crossEntropy(tf, y!, tf.add(tf.matMul(tf.mean(embedded, 1), w!), b!)) };
    },
    batch: (rows, at) => ({
      words: whole([rows, 7], `words ${String(at)}`, [0, 20]),
      y: labels(rows, at),
    }),
  });

/** Two convolutions and pooling. */
export const convnet = (seed: number): Trained =>
  trained({ k1: [3, 3, 1, 4], k2: [3, 3, 4, 4], w: [16, 1], b: [1] }, seed, {
    losses(tf, { k1, k2, w, b }, { images, y }) {
      const first = tf.relu(tf.conv2d(images as never, k1 as never, 1, "same"));
      const pooled = tf.maxPool(first, 2, 2, "valid");
      const second = tf.relu(tf.conv2d(pooled, k2 as never, 1, "same"));
      const flat = tf.reshape(tf.avgPool(second, 2, 2, "valid"), [-1, 16]);
      return { loss: crossEntropy(tf, y!, tf.add(tf.matMul(flat, w!), b!)) };
    },
    batch: (rows, at) => ({
      images: normal([rows, 8, 8, 1], `images ${String(at)}`),
      y: labels(rows, at),
    }),
  });

/** A recurrent cell over five steps, written out. */
export const lstm = (seed: number): Trained =>
  trained({ k: [3, 16], r: [4, 16], b: [16], w: [4, 1] }, seed, {
    losses(tf, { k, r, b, w }, { series, y }) {
      const rows = series!.shape[0];
      const state = tf.unstack(series!, 1).reduce<readonly [Tensor, Tensor]>(
        ([hidden, cell], x) => {
          const all = tf.add(tf.add(tf.matMul(x, k!), tf.matMul(hidden, r!)), b!);
          const [i, f, o, g] = tf.split(all, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
          const next = tf.add(tf.mul(tf.sigmoid(f), cell), tf.mul(tf.sigmoid(i), tf.tanh(g)));
          return [tf.mul(tf.sigmoid(o), tf.tanh(next)), next];
        },
        [tf.zeros([rows, 4]), tf.zeros([rows, 4])],
      );
      return { loss: crossEntropy(tf, y!, tf.matMul(state[0], w!)) };
    },
    batch: (rows, at) => ({
      series: normal([rows, 5, 3], `series ${String(at)}`),
      y: labels(rows, at),
    }),
  });

/** Seeds for models, from a stream of their own. */
export function seeds(count: number): number[] {
  const random = createRandom("seeds of models");
  return Array.from({ length: count }, () => Math.floor(random.uniform() * 1e6));
}
