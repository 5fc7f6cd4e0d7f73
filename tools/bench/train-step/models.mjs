/** The steps that the bench runs, each as `(rows) => { step, start, batch }`; pytorch.py has the same ones. */
import { createRandom } from "@fairline/numeric";
import { adam, gradientStep, referenceMlp } from "@fairline/tensor";

const VOCABULARY = 10_000;
const TOKENS = 32;
const EMBEDDING = 64;
const SIDE = 14;

/** Texts of 32 words: an embedding of 10,000 x 64, its mean, a hidden layer of 64, one output. */
function textModel(rows) {
  const random = createRandom("text");
  const weights = drawer(random);
  return stepOf({
    parameters: {
      embedding: weights([VOCABULARY, EMBEDDING], 0.1),
      kernel_0: weights([EMBEDDING, 64], 0.2),
      bias_0: weights([64], 0),
      kernel_1: weights([64, 1], 0.2),
      bias_1: weights([1], 0),
    },
    batch: {
      words: fill([rows, TOKENS], () => random.integer(VOCABULARY)),
      y: fill([rows], () => random.integer(2)),
    },
    losses(tf, p, { words, y }) {
      const embedded = tf.gather(p.embedding, tf.cast(words, "int32"));
      const hidden = tf.relu(tf.add(tf.matMul(tf.mean(embedded, 1), p.kernel_0), p.bias_0));
      const z = tf.reshape(tf.add(tf.matMul(hidden, p.kernel_1), p.bias_1), [-1]);
      return { loss: logLoss(tf, z, y) };
    },
  });
}

/** Images of 14 x 14: convolutions of 16 and 32 channels, each pooled, then one output. */
function convolutionModel(rows) {
  const random = createRandom("convolution");
  const weights = drawer(random);
  return stepOf({
    parameters: {
      filter_0: weights([3, 3, 1, 16], 0.3),
      filter_1: weights([3, 3, 16, 32], 0.1),
      kernel: weights([3 * 3 * 32, 1], 0.1),
      bias: weights([1], 0),
    },
    batch: {
      x: fill([rows, SIDE, SIDE, 1], () => random.normal()),
      y: fill([rows], () => random.integer(2)),
    },
    losses(tf, p, { x, y }) {
      const block = (values, filter) =>
        tf.maxPool(tf.relu(tf.conv2d(values, filter, 1, "same")), 2, 2, "valid");
      const features = block(block(x, p.filter_0), p.filter_1);
      const flat = tf.reshape(features, [rows, -1]);
      const z = tf.reshape(tf.add(tf.matMul(flat, p.kernel), p.bias), [-1]);
      return { loss: logLoss(tf, z, y) };
    },
  });
}

function logLoss(tf, z, y) {
  const softplus = tf.add(tf.relu(z), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
  return tf.mean(tf.sub(softplus, tf.mul(y, z)));
}

function stepOf({ parameters, batch, losses }) {
  const optimizer = adam({ learningRate: 1e-3 });
  return {
    step: gradientStep(losses, optimizer),
    start: { parameters, state: optimizer.initialState(parameters) },
    batch,
  };
}

function drawer(random) {
  return (shape, scale) => fill(shape, () => scale * random.normal());
}

function fill(shape, value) {
  const size = shape.reduce((product, size) => product * size, 1);
  return { shape, values: Float32Array.from({ length: size }, value) };
}

/** What is measured: model, batch sizes. */
export const MODELS = {
  mlp: { make: referenceMlp, rows: [256, 1024, 4096] },
  text: { make: textModel, rows: [256, 1024] },
  convolution: { make: convolutionModel, rows: [256] },
};
