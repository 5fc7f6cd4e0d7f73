import fc from "fast-check";
import { describe, it } from "vitest";
import { openBackend } from "../../../src/index.ts";
import type {
  HostTensors,
  Layers,
  LayersModel,
  Tensor,
  TensorFlow,
  Tensors,
} from "../../../src/index.ts";
import { normal, whole } from "../kernels/draws.ts";
import { kernelCase, seeded } from "../kernels/rig.ts";
import type { LayerCase } from "./table.ts";
import { LAYERS } from "./table.ts";
import { weigh } from "../../operations/run.ts";

const { layers } = (await openBackend("cpu")).use();

/** What is looked at of a weight of a layer. */
interface Weight {
  readonly shape: readonly (number | null)[];
  readonly name: string;
}

/** The cpu backend's own gradients of these are wrong: they are held to central differences elsewhere. */
const FORWARD_ONLY: ReadonlySet<string> = new Set([
  "convolution in three dimensions",
  "upsampling",
]);

function stacked({ input, build }: LayerCase): LayersModel {
  const model = layers.sequential();
  model.add(layers.layers.inputLayer({ inputShape: [...input] }));
  for (const layer of build(layers.layers)) model.add(layer);
  return model;
}

/** Layers of several inputs, all of them the same six numbers through dense layers. */
function joining(of: Layers["layers"]): LayersModel {
  const inputs = layers.input({ shape: [6] });
  const through = (units: number) => of.dense({ units }).apply(inputs) as typeof inputs;
  const pair = () => [through(4), through(4)];
  const join = (layer: { apply(from: (typeof inputs)[]): unknown }) =>
    layer.apply(pair()) as typeof inputs;
  const joined = [
    of.add(),
    of.average(),
    of.multiply(),
    of.maximum(),
    of.minimum(),
    of.concatenate(),
    of.dot({ axes: 1 }),
    of.dot({ axes: 1, normalize: true }),
  ].map(join);
  const outputs = of.concatenate().apply(joined) as typeof inputs;
  return layers.model({ inputs, outputs });
}

/** The weights of a model by names of their own, and what has them read tensors of these names. */
function weightsOf(model: LayersModel) {
  const named = model.weights.map((weight: Weight, i) => ({ name: `w${String(i)}`, weight }));
  return {
    draw: (seed: number): HostTensors =>
      Object.fromEntries(
        named.map(({ name, weight }) => {
          const drawn = normal(weight.shape as number[], `${name} ${String(seed)}`);
          return [
            name,
            { ...drawn, values: drawn.values.map((value) => 0.3 + 0.4 * Math.abs(value)) },
          ];
        }),
      ),
    trainable: named.filter(({ weight }) => model.trainableWeights.includes(weight as never)),
    read(tensors: Tensors): void {
      for (const { name, weight } of named) {
        Object.defineProperty(weight, "read", { value: () => tensors[name]!, configurable: true });
      }
    },
  };
}

/** A model's outputs and, of these weighed, the gradients by its weights: compiled and on the cpu backend. */
function check(
  name: string,
  model: LayersModel,
  draw: (rows: number, seed: number) => HostTensors[string],
): Promise<void> {
  const weights = weightsOf(model);
  return kernelCase(name, [], {
    params: seeded<{ rows: number }>({ rows: fc.constantFrom(2, 16) }),
    runs: 3,
    tolerance: { relative: 1e-4, absolute: 1e-4 },
    inputs: ({ rows, seed }) => ({ x: draw(rows, seed), ...weights.draw(seed) }),
    compute(tf: TensorFlow, tensors) {
      const forward = (named: Tensors): Tensor => {
        weights.read(named);
        return model.apply(tensors["x"]!, { training: false }) as Tensor;
      };
      const y = forward(tensors);
      const names = FORWARD_ONLY.has(name) ? [] : weights.trainable.map((each) => each.name);
      if (names.length === 0) return { y };
      const gradients = tf.grads((...values: Tensor[]) => {
        const given = Object.fromEntries(names.map((each, i) => [each, values[i]!]));
        return weigh(tf, [forward({ ...tensors, ...given })]);
      })(names.map((each) => tensors[each]!));
      return { y, ...Object.fromEntries(names.map((each, i) => [each, gradients[i]!])) };
    },
  }).check();
}

describe("layers, compiled, give the outputs and gradients that they give operation by operation", () => {
  it.each(LAYERS.map((each) => [each.name, each] as const))("%s", async (name, layer) => {
    await check(name, stacked(layer), (rows, seed) =>
      layer.vocabulary === undefined
        ? normal([rows, ...layer.input], seed)
        : whole([rows, ...layer.input], seed, [0, layer.vocabulary]),
    );
  });

  it("layers of several inputs", async () => {
    await check("several inputs", joining(layers.layers), (rows, seed) => normal([rows, 6], seed));
  });
});
