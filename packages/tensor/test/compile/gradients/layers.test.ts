import { describe, expect, it } from "vitest";
import { openBackend } from "../../../src/index.ts";
import type { Tensor, TensorFlow } from "../../../src/index.ts";
import { failure } from "@fairline/testing";
import { mapValues } from "../../../src/tensors.ts";
import type { Differentiated } from "./rig.ts";
import { expectGradient, weighed } from "./rig.ts";
import { normal, whole } from "../kernels/draws.ts";
import { compiled } from "../kernels/rig.ts";

const { tf, layers } = (await openBackend("cpu")).use();

/** A layer, as far as it is looked at here. */
interface Layer {
  readonly weights: readonly {
    readonly shape: readonly (number | null)[];
    readonly originalName: string;
  }[];
  apply(x: Tensor): unknown;
}

/** A layer as a function of its weights, which are drawn again. */
function layerOf(
  layer: Layer,
  shape: readonly number[],
  inputs: Differentiated["inputs"] = { x: normal(shape, "x") },
): Differentiated {
  tf.dispose(tf.tidy(() => layer.apply(tf.zeros([...shape])) as Tensor));
  const weights = layer.weights.map((weight, i) => ({
    weight,
    name: `${String(i)} ${weight.originalName}`,
  }));
  const parameters = Object.fromEntries(
    weights.map(({ weight, name }) => {
      const { shape: dimensions, values } = normal(weight.shape as number[], name);
      // A variance has to be above 0.
      const isSpread = name.includes("variance");
      return [
        name,
        {
          shape: dimensions,
          values: values.map((value) => (isSpread ? Math.abs(value) + 0.5 : value * 0.5)),
        },
      ];
    }),
  );
  return {
    parameters,
    inputs,
    loss(engine, tensors) {
      for (const { weight, name } of weights) {
        Object.defineProperty(weight, "read", { value: () => tensors[name]!, configurable: true });
      }
      return weighed(engine, layer.apply(tensors["x"]!) as Tensor);
    },
  };
}

const { layers: make } = layers;

/** The one that these layers have otherwise needs TensorFlow.js's chained operations. */
const recurrentInitializer = "glorotUniform";

const cases: Record<string, () => Differentiated> = {
  dense: () => layerOf(make.dense({ units: 3, activation: "tanh" }), [4, 5]),
  embedding: () =>
    layerOf(make.embedding({ inputDim: 6, outputDim: 3 }), [2, 4], {
      x: whole([2, 4], "at", [0, 6]),
    }),
  conv1d: () =>
    layerOf(
      make.conv1d({ filters: 2, kernelSize: 3, padding: "same", activation: "relu" }),
      [2, 5, 2],
    ),
  conv2d: () =>
    layerOf(make.conv2d({ filters: 2, kernelSize: 3, strides: 2, padding: "same" }), [1, 5, 4, 2]),
  conv2dTranspose: () =>
    layerOf(
      make.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, padding: "same" }),
      [1, 3, 3, 2],
    ),
  conv3d: () => layerOf(make.conv3d({ filters: 2, kernelSize: 2 }), [1, 3, 3, 3, 1]),
  depthwiseConv2d: () =>
    layerOf(make.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 }), [1, 4, 3, 2]),
  separableConv2d: () => layerOf(make.separableConv2d({ filters: 2, kernelSize: 2 }), [1, 4, 3, 2]),
  batchNormalization: () => layerOf(make.batchNormalization(), [5, 3]),
  layerNormalization: () => layerOf(make.layerNormalization(), [3, 4]),
  prelu: () => layerOf(make.prelu(), [3, 4]),
  simpleRNN: () => layerOf(make.simpleRNN({ units: 3, recurrentInitializer }), [2, 4, 2]),
  gru: () => layerOf(make.gru({ units: 3, recurrentInitializer }), [2, 4, 2]),
  lstm: () =>
    layerOf(
      make.lstm({ recurrentInitializer, units: 3, recurrentActivation: "hardSigmoid" }),
      [2, 4, 2],
    ),
  "lstm, every step of a sequence": () =>
    layerOf(
      make.lstm({
        recurrentInitializer,
        units: 2,
        returnSequences: true,
        recurrentActivation: "sigmoid",
        goBackwards: true,
      }),
      [2, 3, 2],
    ),
  "lstm, both ways": () =>
    layerOf(
      make.bidirectional({
        layer: make.lstm({ recurrentInitializer, units: 2 }),
        mergeMode: "concat",
      }),
      [1, 3, 2],
    ),
};

/** Probabilities that a layer of `x` gives, or logits, against labels. */
const lossOf = (
  loss: (engine: TensorFlow, labels: Tensor, scores: Tensor) => Tensor,
  ending: (engine: TensorFlow, x: Tensor) => Tensor = (_, x) => x,
  labels: Differentiated["inputs"] = { y: whole([5, 3], "y", [0, 2]) },
): Differentiated => ({
  parameters: { x: normal([5, 3], "scores") },
  inputs: labels,
  loss: (engine, { x, y }) => weighed(engine, loss(engine, y!, ending(engine, x!))),
});

const sigmoid = (engine: TensorFlow, x: Tensor): Tensor => engine.sigmoid(x);
const softmax = (engine: TensorFlow, x: Tensor): Tensor => engine.softmax(x);
const oneHot = {
  y: { shape: [5, 3], values: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1) },
};
const signs = {
  y: { shape: [5, 3], values: Float32Array.from({ length: 15 }, (_, i) => (i % 2 === 0 ? 1 : -1)) },
};
const weights = (engine: TensorFlow): Tensor => engine.tensor2d([[1], [0], [2], [0.5], [1]]);

const losses: Record<string, Differentiated> = {
  absoluteDifference: lossOf((engine, y, x) =>
    engine.losses.absoluteDifference(y, x, weights(engine)),
  ),
  "absoluteDifference, meaned": lossOf((engine, y, x) =>
    engine.losses.absoluteDifference(y, x, weights(engine), engine.Reduction.MEAN),
  ),
  "meanSquaredError, not reduced": lossOf((engine, y, x) =>
    engine.losses.meanSquaredError(y, x, undefined, engine.Reduction.NONE),
  ),
  "meanSquaredError, summed": lossOf((engine, y, x) =>
    engine.losses.meanSquaredError(y, x, weights(engine), engine.Reduction.SUM),
  ),
  cosineDistance: lossOf((engine, y, x) => engine.losses.cosineDistance(y, x, 1)),
  hingeLoss: lossOf((engine, y, x) => engine.losses.hingeLoss(y, x)),
  huberLoss: lossOf((engine, y, x) => engine.losses.huberLoss(y, x, undefined, 0.7)),
  logLoss: lossOf((engine, y, x) => engine.losses.logLoss(y, x), sigmoid),
  sigmoidCrossEntropy: lossOf((engine, y, x) =>
    engine.losses.sigmoidCrossEntropy(y, x, undefined, 0.1),
  ),
  softmaxCrossEntropy: lossOf(
    (engine, y, x) => engine.losses.softmaxCrossEntropy(y, x, undefined, 0.1),
    undefined,
    oneHot,
  ),
};

/** A loss of TensorFlow.js's layers by its name; a model looks it up. */
function layersLoss(name: string): (y: Tensor, x: Tensor) => Tensor {
  const inputs = layers.input({ shape: [3] });
  const outputs = make.dense({ units: 3 }).apply(inputs) as typeof inputs;
  const model = layers.model({ inputs, outputs });
  model.compile({ loss: name, optimizer: "sgd" });
  return model.lossFunctions[0] as (y: Tensor, x: Tensor) => Tensor;
}

/** What ends in scores that a loss takes, and the labels that it takes. */
type Ends = readonly [ending: typeof sigmoid | undefined, labels: Differentiated["inputs"]];

const ends: Record<string, Ends> = {
  meanSquaredError: [undefined, undefined],
  meanAbsoluteError: [undefined, undefined],
  meanAbsolutePercentageError: [undefined, signs],
  meanSquaredLogarithmicError: [sigmoid, undefined],
  squaredHinge: [undefined, signs],
  hinge: [undefined, signs],
  categoricalHinge: [undefined, oneHot],
  logcosh: [undefined, undefined],
  categoricalCrossentropy: [softmax, oneHot],
  sparseCategoricalCrossentropy: [softmax, { y: whole([5, 1], "classes", [0, 3]) }],
  binaryCrossentropy: [sigmoid, undefined],
  kullbackLeiblerDivergence: [softmax, oneHot],
  poisson: [sigmoid, undefined],
  cosineProximity: [undefined, signs],
};

const named = mapValues(ends, ([ending, labels], name) => {
  const loss = layersLoss(name);
  return lossOf((_, y, x) => loss(y, x), ending, labels);
});

describe("compiled gradients are those of central differences", () => {
  it.each(Object.entries(cases))("of the layer %s by each of its weights", async (_, given) => {
    await expectGradient(given());
  });

  it.each(Object.entries(losses))("of the loss %s", async (_, given) => {
    await expectGradient(given);
  });

  it.each(Object.entries(named))("of the layers' loss %s", async (_, given) => {
    await expectGradient(given);
  });
});

describe("a layer that draws or keeps something while it is traced", () => {
  it("is refused: dropout", async () => {
    const dropout = make.dropout({ rate: 0.5 });
    const body = (_: TensorFlow, { x }: { x?: Tensor }) => ({
      y: dropout.apply(x!, { training: true }) as Tensor,
    });
    expect(await failure(() => compiled(body, { x: normal([2, 3], "x") }))).toMatchInlineSnapshot(`
      "STEP_IMPURE: a step draws random numbers while it is traced
      Draw them beforehand, and give them to the step as part of its batch."
    `);
  });

  it("is refused: batch normalisation that follows moments", async () => {
    const norm = make.batchNormalization();
    norm.build([null, 3]);
    const body = (_: TensorFlow, { x }: { x?: Tensor }) => ({
      y: norm.apply(x!, { training: true }) as Tensor,
    });
    expect(await failure(() => compiled(body, { x: normal([4, 3], "x") }))).toMatchInlineSnapshot(`
      "STEP_IMPURE: a step writes to a variable while it is traced
      Take what changes as a parameter or as state, and give its next value out."
    `);
  });
});
