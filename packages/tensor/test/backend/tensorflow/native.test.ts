import { createRandom } from "@fairline/numeric";
import { describe, expect, it } from "vitest";
import { adam, gradientStep, openBackend, sgd } from "../../../src/index.ts";
import type {
  EagerBackend,
  HostTensors,
  LayersModel,
  LossFunction,
  Optimizer,
  TensorFlow,
} from "../../../src/index.ts";
import { selfTest } from "../../../src/backend/eager/self-test.ts";
import { hasNative, nativeNote, tensorflowName } from "./installed.ts";
import { line, open } from "../../regression.ts";

const random = createRandom("native");
const normal = (...shape: number[]): HostTensors[string] => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
});

/** 24 rows of five inputs, two groups and a label. */
const batch: HostTensors = {
  x: normal(24, 5),
  y: { shape: [24, 1], values: Float32Array.from({ length: 24 }, (_, row) => row % 2) },
  group: { shape: [24, 1], values: Float32Array.from({ length: 24 }, (_, row) => +(row % 3 > 0)) },
};

const parameters: HostTensors = {
  w1: normal(5, 7),
  b1: normal(7),
  w2: normal(7, 1),
  b2: normal(1),
};

/** Log loss of a network with one hidden layer, and twice the squared difference of mean scores between groups. */
const fairLoss: LossFunction = (tf, { w1, b1, w2, b2 }, { x, y, group }) => {
  const hidden = tf.tanh(tf.add(tf.matMul(x!, w1!), b1!));
  const logits = tf.add(tf.matMul(hidden, w2!), b2!);
  const loss = tf.mean(tf.sub(tf.softplus(logits), tf.mul(y!, logits)));
  const score = tf.sigmoid(logits);
  const meanOf = (rows: typeof score) => tf.div(tf.sum(tf.mul(score, rows)), tf.sum(rows));
  const parity = tf.square(tf.sub(meanOf(group!), meanOf(tf.sub(1, group!))));
  return { loss: tf.add(loss, tf.mul(2, parity)), parity };
};

/** The same loss on the same rows in 64-bit floats, without TensorFlow.js. */
function fairLossInFloat64({ w1, b1, w2, b2 }: Readonly<Record<string, number[]>>): number {
  const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
  const logits = Array.from({ length: 24 }, (_, row) => {
    const hidden = b1!.map((bias, h) =>
      Math.tanh(
        w1!.reduce(
          (z, w, i) => (i % 7 === h ? z + w * batch["x"]!.values[row * 5 + (i - h) / 7]! : z),
          bias,
        ),
      ),
    );
    return hidden.reduce((z, value, h) => z + value * w2![h]!, b2![0]!);
  });
  const losses = logits.map((z, row) => Math.log1p(Math.exp(z)) - batch["y"]!.values[row]! * z);
  const meanOf = (group: number): number => {
    const scores = logits.filter((_, row) => batch["group"]!.values[row] === group).map(sigmoid);
    return scores.reduce((a, b) => a + b) / scores.length;
  };
  return losses.reduce((a, b) => a + b) / 24 + 2 * (meanOf(1) - meanOf(0)) ** 2;
}

/** The parameters after some steps, names and values in order. */
async function train(
  backend: EagerBackend,
  optimizer: Optimizer,
  steps: number,
): Promise<number[]> {
  const session = backend.session(gradientStep(fairLoss, optimizer), {
    parameters,
    state: optimizer.initialState(parameters),
  });
  for (let step = 0; step < steps; step++) await session.step(batch);
  const after = await session.parameters();
  session.dispose();
  return Object.values(after).flatMap(({ values }) => [...values]);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

describe.skipIf(!hasNative)(`the backend ${tensorflowName}${nativeNote}`, () => {
  it("says what computes", async () => {
    const native = await openBackend(tensorflowName);
    expect(native.name).toBe(tensorflowName);
    const computing = { native: "the processor", cuda: "a GPU" }[tensorflowName];
    expect(native.device).toBe(`${computing}, through TensorFlow's C library`);
    expect(native.version).toMatch(/^TensorFlow\.js 4\.22\.0, TensorFlow 2\.\d+\.\d+$/);
    expect(native.use().tf.getBackend()).toBe("tensorflow");
  });

  it("passes the self-test and leaves no tensor behind", async () => {
    const { tf } = (await openBackend(tensorflowName)).use();
    const before = tf.memory().numTensors;
    await selfTest(tf);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("takes turns with other backends", async () => {
    const [native, wasm] = [await openBackend(tensorflowName), await openBackend("wasm")];
    const used = [native, wasm, native].map((backend) => backend.use().tf.getBackend());
    expect(used).toEqual(["tensorflow", "wasm", "tensorflow"]);
  });

  it("gives the gradients that central differences find in 64-bit floats", async () => {
    const at = Object.entries(parameters).flatMap(([name, { values }]) =>
      [...values].map((value) => ({ name, value })),
    );
    const loss = (moved: number, by: number): number =>
      fairLossInFloat64(
        Object.fromEntries(
          Object.keys(parameters).map((name) => [
            name,
            at.flatMap((each, i) =>
              each.name === name ? [each.value + (i === moved ? by : 0)] : [],
            ),
          ]),
        ),
      );
    const slopes = at.map((_, i) => (loss(i, 1e-5) - loss(i, -1e-5)) / 2e-5);
    const after = await train(await openBackend(tensorflowName), sgd({ learningRate: 1 }), 1);
    const gradients = at.map(({ value }, i) => value - after[i]!);
    expect(largestDifference(gradients, slopes)).toBeLessThan(1e-6);
    expect(Math.max(...slopes)).toBeGreaterThan(0.1);
  });

  it.each([
    ["adam", adam({ learningRate: 0.01 })],
    ["sgd", sgd({ learningRate: 0.1, momentum: 0.9 })],
  ])("ends where cpu ends after 50 steps of %s", async (_, optimizer) => {
    const found = await train(await openBackend(tensorflowName), optimizer, 50);
    expect(
      largestDifference(found, await train(await openBackend("cpu"), optimizer, 50)),
    ).toBeLessThan(1e-5);
  });

  it("gives the same bytes when the same steps run again", async () => {
    const native = await openBackend(tensorflowName);
    const once = await train(native, adam({ learningRate: 0.01 }), 50);
    expect(await train(native, adam({ learningRate: 0.01 }), 50)).toEqual(once);
  });

  it("lowers the loss to the line that made the data", async () => {
    const session = open(await openBackend(tensorflowName));
    for (let step = 0; step < 300; step++) await session.step(line());
    const { w, b } = await session.parameters();
    session.dispose();
    expect(largestDifference([...w!.values, ...b!.values], [2, -1, 0.5])).toBeLessThan(1e-3);
  });

  it("holds as many tensors and bytes after 20 epochs as after 2, in TensorFlow's library too", async () => {
    const native = await openBackend(tensorflowName);
    const { tf } = native.use();
    // The class that tfjs-node registers counts the library's own handles.
    const library = tf.backend() as unknown as { getNumOfTFTensors(): number };
    const count = () => {
      const { numTensors, numBytes } = tf.memory();
      return { numTensors, numBytes, handles: library.getNumOfTFTensors() };
    };
    const atStart = count();
    const session = open(native);
    const held: ReturnType<typeof count>[] = [];
    for (let epoch = 1; epoch <= 20; epoch++) {
      for (let step = 0; step < 3; step++) await session.step(line());
      await session.takeLosses();
      await session.parameters();
      held.push(count());
    }
    expect(held[19]).toEqual(held[1]);
    session.dispose();
    expect(count()).toEqual(atStart);
  });

  it.each([
    [tensorflowName, "cpu"],
    ["cpu", tensorflowName],
    [tensorflowName, "wasm"],
  ] as const)(
    "predicts within 1e-5 what %s did when a model is saved there and loaded on %s",
    async (from, to) => {
      const maker = await openBackend(from);
      const { tf, layers } = maker.use();
      const model = layers.sequential({
        layers: [
          layers.layers.dense({ units: 8, activation: "relu", inputShape: [5] }),
          layers.layers.batchNormalization(),
          layers.layers.dense({ units: 3, activation: "softmax" }),
        ],
      });
      const predict = async (of: LayersModel, backend: EagerBackend) => {
        const { tf } = backend.use();
        const x = tf.tensor2d(batch["x"]!.values, [24, 5]);
        // A model with one output predicts one tensor.
        const scores = of.predict(x) as ReturnType<TensorFlow["tensor"]>;
        const values = await scores.data();
        tf.dispose([x, scores]);
        return values;
      };
      const before = await predict(model, maker);
      const saved: { model?: Parameters<TensorFlow["io"]["fromMemory"]>[0] } = {};
      maker.use();
      await model.save(
        tf.io.withSaveHandler((artifacts) => {
          saved.model = artifacts;
          return Promise.resolve({
            modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" },
          });
        }),
      );
      const reader = await openBackend(to);
      reader.use();
      const loaded = await layers.loadLayersModel(tf.io.fromMemory(saved.model!));
      expect(largestDifference(await predict(loaded, reader), before)).toBeLessThan(1e-5);
      model.dispose();
      loaded.dispose();
    },
  );
});
