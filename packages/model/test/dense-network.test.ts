import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import type { HostTensors, LayersModel, TensorFlow } from "@fairline/tensor";
import { describe, expect, it } from "vitest";
import { drawParameters, kernelNames, logOdds, saveDenseNetwork } from "../src/index.ts";
import type { Activation, DenseNetwork } from "../src/index.ts";
import { loadLayers } from "../src/saved-network.ts";

const network: DenseNetwork = { inputs: 3, hidden: [2], activation: "relu" };
const parameters: HostTensors = {
  "dense_0/kernel": { shape: [3, 2], values: Float32Array.of(1, 0, 0, 2, -1, 1) },
  "dense_0/bias": { shape: [2], values: Float32Array.of(0.5, -4) },
  "dense_1/kernel": { shape: [2, 1], values: Float32Array.of(2, -1) },
  "dense_1/bias": { shape: [1], values: Float32Array.of(0.25) },
};

async function odds(rows: number[][], masks: number[][][] = [], net = network, from = parameters) {
  const { tf } = (await openBackend("cpu")).use();
  return tf.tidy(() => {
    const held = Object.fromEntries(
      Object.entries(from).map(([name, { values, shape }]) => [
        name,
        tf.tensor(values, [...shape]),
      ]),
    );
    const inputs = { x: tf.tensor2d(rows), masks: masks.map((mask) => tf.tensor2d(mask)) };
    return [...logOdds(tf, net, held, inputs).dataSync()];
  });
}

describe("logOdds", () => {
  it("gives the sums worked by hand", async () => {
    // [1, 1, 1]: units 1 - 1 + .5 = .5 and 2 + 1 - 4 = -1 -> 0; 2 * .5 - 0 + .25 = 1.25.
    // [0, 3, 1]: units -1 + .5 = -.5 -> 0 and 6 + 1 - 4 = 3; 0 - 3 + .25 = -2.75.
    expect(
      await odds([
        [1, 1, 1],
        [0, 3, 1],
      ]),
    ).toEqual([1.25, -2.75]);
  });

  it("multiplies hidden units by their masks", async () => {
    // The first unit doubled, the second dropped: 2 * 2 * .5 + .25, and 0 + .25.
    const mask = [
      [2, 0],
      [2, 0],
    ];
    expect(
      await odds(
        [
          [1, 1, 1],
          [0, 3, 1],
        ],
        [mask],
      ),
    ).toEqual([2.25, 0.25]);
  });

  it("is a weighted sum without hidden layers", async () => {
    const logistic: DenseNetwork = { inputs: 2, hidden: [], activation: "relu" };
    const weights: HostTensors = {
      "dense_0/kernel": { shape: [2, 1], values: Float32Array.of(-2, 0.5) },
      "dense_0/bias": { shape: [1], values: Float32Array.of(1) },
    };
    expect(await odds([[3, 4]], [], logistic, weights)).toEqual([-3]);
  });
});

describe("drawParameters", () => {
  const wide: DenseNetwork = { inputs: 40, hidden: [30], activation: "relu" };
  const all = Array.from({ length: 40 }, () => true);

  it("draws kernels within sqrt(6 / (in + out)), over the whole range, and no biases", () => {
    const drawn = drawParameters(wide, createRandom("a"), all);
    const limit = Math.sqrt(6 / 70);
    const { values, shape } = drawn["dense_0/kernel"]!;
    expect(shape).toEqual([40, 30]);
    expect(Math.max(...values)).toBeLessThanOrEqual(limit);
    expect(Math.max(...values)).toBeGreaterThan(0.98 * limit);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-limit);
    expect(Math.min(...values)).toBeLessThan(-0.98 * limit);
    expect(drawn["dense_0/bias"]!.values.every((value) => value === 0)).toBe(true);
    expect(drawn["dense_1/kernel"]!.shape).toEqual([30, 1]);
    expect(kernelNames(wide)).toEqual(["dense_0/kernel", "dense_1/kernel"]);
  });

  it("starts inputs that training never sets at 0, and draws the others as if it had not", () => {
    const some = drawParameters(wide, createRandom("a"), all.with(1, false));
    const every = drawParameters(wide, createRandom("a"), all);
    const kernel = every["dense_0/kernel"]!.values.slice().fill(0, 30, 60);
    expect(some["dense_0/kernel"]!.values).toEqual(kernel);
    expect(some["dense_1/kernel"]).toEqual(every["dense_1/kernel"]);
  });

  it("depends on the seed and on nothing else", () => {
    const draw = (seed: string) => drawParameters(wide, createRandom(seed), all);
    expect(draw("a")).toEqual(draw("a"));
    expect(draw("a")).not.toEqual(draw("b"));
  });
});

describe("saveDenseNetwork", () => {
  it.each(["relu", "tanh", "sigmoid", "elu"] satisfies Activation[])(
    "saves a layers model that gives the sigmoid of the log-odds, with %s",
    async (activation) => {
      const net = { ...network, activation };
      const backend = await openBackend("cpu");
      const before = backend.use().tf.memory().numTensors;
      const model = await loadLayers(backend, await saveDenseNetwork(net, parameters));
      const { tf } = backend.use();
      const rows = [
        [1, 1, 1],
        [0, 3, 1],
        [-2, 0.5, 0.1],
      ];
      const scores = tf.tidy(() => {
        const output = model.predictOnBatch(tf.tensor2d(rows));
        return [...tf.concat([output].flat()).dataSync()];
      });
      model.dispose();
      for (const [row, z] of (await odds(rows, [], net)).entries()) {
        expect(scores[row]).toBeCloseTo(1 / (1 + Math.exp(-z)), 6);
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it.each([{ hidden: [] }, { hidden: [2] }, { hidden: [4, 3] }])(
    "describes and stores it as TensorFlow.js itself does, with layers of $hidden",
    async ({ hidden }) => {
      const net: DenseNetwork = { inputs: 3, hidden, activation: "elu" };
      const drawn = drawParameters(net, createRandom("saved"), [true, true, true]);
      const saved = await saveDenseNetwork(net, drawn);
      const model = await loadLayers(await openBackend("cpu"), saved);
      const { json, weights } = await savedByTensorFlow(model);
      model.dispose();
      expect(saved.json).toEqual({ ...json, generatedBy: "Fairline" });
      expect(JSON.stringify(saved.json.modelTopology)).toBe(JSON.stringify(json["modelTopology"]));
      expect(saved.weights).toEqual(weights);
    },
  );
});

/** What TensorFlow.js writes of a model: the content of `model.json`, and of its weights file. */
async function savedByTensorFlow(
  model: LayersModel,
): Promise<{ json: Record<string, unknown>; weights: Uint8Array }> {
  const { io } = (await openBackend("cpu")).use().tf;
  const written: Parameters<Parameters<TensorFlow["io"]["withSaveHandler"]>[0]>[0][] = [];
  await model.save(
    io.withSaveHandler((artifacts) => {
      written.push(artifacts);
      return Promise.resolve({ modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) });
    }),
  );
  const { format, generatedBy, modelTopology, weightSpecs, weightData } = written[0]!;
  const weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
  return {
    json: { format, generatedBy, modelTopology, weightsManifest },
    weights: new Uint8Array(io.CompositeArrayBuffer.join(weightData)),
  };
}
