import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import type { HostTensors } from "@fairline/tensor";
import { describe, expect, it } from "vitest";
import { labelGap } from "../../src/gan/gan-step.ts";
import { criticise, drawNetworks, generate } from "../../src/gan/networks.ts";

const shape = {
  spans: [
    { kind: "number", size: 1 },
    { kind: "choice", size: 2 },
  ],
  width: 3,
  conditions: 2,
  noise: 4,
  hidden: 5,
} as const;
const random = createRandom("s");
const parameters = drawNetworks(shape, random);
const draws = (rows: number, columns: number): HostTensors[string] => ({
  shape: [rows, columns],
  values: Float32Array.from({ length: rows * columns }, () => random.normal()),
});

describe("criticise", () => {
  it("gives the gradients that TensorFlow.js finds", async () => {
    const backend = await openBackend("cpu");
    const { tf } = backend.use();
    const rows = draws(6, 5);
    const [own, x] = [
      Object.fromEntries(
        Object.entries(parameters).map(([name, { values, shape: dimensions }]) => [
          name,
          tf.tensor(values, [...dimensions]),
        ]),
      ),
      tf.tensor(rows.values, [6, 5]),
    ];
    const { gradients } = criticise(tf, own, x);
    const found = tf.grad((input) => tf.sum(criticise(tf, own, input).scores))(x);
    const [a, b] = [await gradients.data(), await found.data()];
    for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i]!, 5);
  });
});

describe("generate", () => {
  it("makes numbers in [-1, 1] and choices that sum to 1", async () => {
    const backend = await openBackend("cpu");
    const session = backend.session((_, own, state) => ({ parameters: own, state, losses: {} }), {
      parameters,
      state: {},
    });
    const condition = { shape: [3, 2], values: Float32Array.of(1, 0, 0, 1, 1, 0) };
    const { rows } = await session.evaluate(
      (tf, own, batch) => ({ rows: generate(tf, own, batch, shape) }),
      { noise: draws(3, 4), condition, gumbel: draws(3, 3) },
    );
    for (let row = 0; row < 3; row++) {
      const [number, one, other] = rows!.values.slice(3 * row, 3 * row + 3);
      expect(Math.abs(number!)).toBeLessThanOrEqual(1);
      expect(one! + other!).toBeCloseTo(1, 5);
    }
    session.dispose();
  });
});

describe("labelGap", () => {
  it("gives the gap worked by hand, and 0 where a group has no row", async () => {
    const { tf } = (await openBackend("cpu")).use();
    // Mean chances .5 and .2.
    const rows = tf.tensor2d([0.4, 0.6, 0.2], [3, 1]);
    const groups = tf.tensor2d([1, 0, 1, 0, 0, 1], [3, 2]);
    expect((await labelGap(tf, rows, groups, { positive: 0 }).data())[0]).toBeCloseTo(0.3, 5);
    const one = tf.tensor2d([1, 0, 1, 0, 1, 0], [3, 2]);
    expect((await labelGap(tf, rows, one, { positive: 0 }).data())[0]).toBe(0);
  });
});
