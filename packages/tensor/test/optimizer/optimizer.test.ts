import { describe, expect, it } from "vitest";
import { adagrad, adam, openBackend, rmsprop, sgd } from "../../src/index.ts";
import type { HostTensors, Optimizer, TensorFlow, Tensors } from "../../src/index.ts";
import { mapValues } from "../../src/tensors.ts";

const gradients = [
  [0.5, -1, 0],
  [0.25, 2, -3],
  [-1, 0.5, 0.125],
];

/** The parameters [1, -2] and [[0.5]] after each of the three gradients. */
async function follow(optimizer: Optimizer): Promise<number[][]> {
  const { tf } = (await openBackend("cpu")).use();
  const start: HostTensors = {
    a: { shape: [2], values: Float32Array.of(1, -2) },
    b: { shape: [1, 1], values: Float32Array.of(0.5) },
  };
  const put = (tensors: HostTensors) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { values, shape }]) => [
        name,
        tf.tensor(values, [...shape]),
      ]),
    );
  return tf.tidy(() => {
    let parameters: Readonly<Record<string, ReturnType<typeof tf.tensor>>> = put(start);
    let state: typeof parameters = put(optimizer.initialState(start));
    return gradients.map((gradient) => {
      const named = { a: tf.tensor(gradient.slice(0, 2)), b: tf.tensor(gradient.slice(2), [1, 1]) };
      ({ parameters, state } = optimizer.update(tf, { parameters, gradients: named, state }));
      expect(parameters["b"]!.shape).toEqual([1, 1]);
      return ["a", "b"].flatMap((name) => [...parameters[name]!.dataSync()]);
    }) as never;
  });
}

function expectClose(found: number[][], expected: number[][]): void {
  for (const [step, values] of expected.entries()) {
    for (const [i, value] of values.entries()) expect(found[step]![i]).toBeCloseTo(value, 6);
  }
}

describe("adam", () => {
  it("moves every parameter by the learning rate in its first step, against the gradient's sign", async () => {
    const [first] = await follow(adam({ learningRate: 0.1 }));
    // Bias correction makes mean / sqrt(square) the gradient over its own size: +-1, or 0.
    expectClose([first!], [[0.9, -1.9, 0.5]]);
  });

  it("follows the numbers of another implementation", async () => {
    // torch 2.15, float64: p = tensor([1, -2, 0.5]); o = torch.optim.Adam([p], lr=0.1);
    // for g in gradients: p.grad = tensor(g); o.step(); print(p)
    expectClose(await follow(adam({ learningRate: 0.1 })), [
      [0.900000002, -1.900000001, 0.5],
      [0.8067820404774624, -1.9366103534720749, 0.5744136820059964],
      [0.8274177428854115, -1.9781754731467738, 0.6292250124012209],
    ]);
  });
});

describe("sgd", () => {
  it("adds a share of the last change to the next", async () => {
    // velocity: [.5, -1, 0], then .9 of it plus [.25, 2, -3] = [.7, 1.1, -3],
    // then .9 of that plus [-1, .5, .125] = [-.37, 1.49, -2.575]; each step subtracts a tenth.
    expectClose(await follow(sgd({ learningRate: 0.1, momentum: 0.9 })), [
      [0.95, -1.9, 0.5],
      [0.88, -2.01, 0.8],
      [0.917, -2.159, 1.0575],
    ]);
  });

  it("is plain gradient descent without momentum", async () => {
    expectClose(await follow(sgd({ learningRate: 0.1 })), [
      [0.95, -1.9, 0.5],
      [0.925, -2.1, 0.8],
      [1.025, -2.15, 0.7875],
    ]);
  });
});

// optax 0.2.8, float64: s = o.init(p); u, s = o.update(g, s, p); p = apply_updates(p, u), from [1, -2, .5], with
//   sgd(.1, momentum=.9, nesterov=True); rmsprop(.1, decay=.99, eps=1e-8, eps_in_sqrt=False), the same with
//   momentum=.9; adagrad(.1, initial_accumulator_value=0, eps=1e-10)
describe("the numbers of another implementation are followed by", () => {
  it.each([
    [
      "Nesterov's method",
      sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
      [
        [0.905, -1.81, 0.5],
        [0.817, -2.109, 1.07],
        [0.9503, -2.2931, 1.28925],
      ],
    ],
    [
      "RMSprop",
      rmsprop({ learningRate: 0.1 }),
      [
        [1.9999996059283376e-7, -1.0000000999999903, 0.5],
        [-0.44901297442182964, -1.8953230219915218, 1.4999999666666675],
        [0.425726616071326, -2.114796538632555, 1.4581600625863818],
      ],
    ],
    [
      "RMSprop with momentum",
      rmsprop({ learningRate: 0.1, momentum: 0.9 }),
      [
        [1.9999996059283376e-7, -1.0000000999999903, 0.5],
        [-1.3490127944218653, -0.995323111991513, 1.4999999666666675],
        [-1.688384898908353, -1.2105873394249167, 2.3581600325863823],
      ],
    ],
    [
      "Adagrad",
      adagrad({ learningRate: 0.1 }),
      [
        [0.90000000002, -1.900000000005, 0.5],
        [0.8552786404771596, -1.989442719104097, 0.5999999999994444],
        [0.9425657965682314, -2.0112645081274887, 0.5958369455282494],
      ],
    ],
  ] as const)("%s", async (_, optimizer, expected) => {
    // RMSprop divides by the root of a hundredth of a square: 32 bits keep six digits of it.
    const found = await follow(optimizer);
    for (const [step, values] of expected.entries()) {
      for (const [i, value] of values.entries()) expect(found[step]![i]).toBeCloseTo(value, 5);
    }
  });
});

describe("a large parameter", () => {
  it.each([
    ["adam", adam({ learningRate: 0.1 }), ["gradients", "squares"]],
    ["sgd", sgd({ learningRate: 0.1, momentum: 0.9 }), ["velocity"]],
    ["rmsprop", rmsprop({ learningRate: 0.1, momentum: 0.9 }), ["squares", "velocity"]],
    ["adagrad", adagrad({ learningRate: 0.1 }), ["squares"]],
  ] as const)(
    "has state of its own and moves as small ones do: %s",
    async (_, optimizer, names) => {
      const { tf } = (await openBackend("cpu")).use();
      const shape = [2 ** 8, 2 ** 7];
      const start: HostTensors = {
        small: { shape: [1], values: Float32Array.of(1) },
        large: { shape, values: new Float32Array(2 ** 15).fill(1) },
      };
      const state = optimizer.initialState(start);
      expect(names.map((name) => [state[name]!.shape, state[`${name}/large`]!.shape])).toEqual(
        names.map(() => [[1], shape]),
      );
      const follow = (engine: TensorFlow, tensors: Tensors, state: Tensors) =>
        [0.5, 0.25, -1].reduce(
          (at, gradient) =>
            optimizer.update(engine, {
              ...at,
              gradients: {
                small: engine.fill([1], gradient),
                large: engine.fill(shape, gradient),
              },
            }),
          { parameters: tensors, state },
        );
      const put = (tensors: HostTensors): Tensors =>
        mapValues(tensors, (tensor) => tf.tensor(tensor.values, [...tensor.shape]));
      tf.tidy(() => {
        const { parameters } = follow(tf, put(start), put(state));
        expect(Object.keys(parameters)).toEqual(["small", "large"]);
        const { small, large } = parameters;
        expect(new Set(large!.dataSync())).toEqual(new Set(small!.dataSync()));
      });
    },
  );
});
