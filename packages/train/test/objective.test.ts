import { drawParameters } from "@fairline/model";
import { createRandom } from "@fairline/numeric";
import { openBackend } from "@fairline/tensor";
import type { HostTensors, Tensors } from "@fairline/tensor";
import { describe, expect, it } from "vitest";
import { batchLosses, rowLosses } from "../src/objective.ts";
import type { Objective } from "../src/objective.ts";
import { planOf } from "./fairness/plan-of.ts";

const logistic: Objective = {
  network: { inputs: 2, hidden: [], activation: "relu" },
  l2: 0,
  fairness: undefined,
};
const weights: HostTensors = {
  "dense_0/kernel": { shape: [2, 1], values: Float32Array.of(1, -2) },
  "dense_0/bias": { shape: [1], values: Float32Array.of(0.5) },
};
const vector = (...values: number[]) => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

async function losses(
  make: (objective: Objective) => ReturnType<typeof rowLosses>,
  objective: Objective,
  batch: HostTensors,
  parameters = weights,
): Promise<Record<string, number>> {
  const { tf } = (await openBackend("cpu")).use();
  return tf.tidy(() => {
    const put = (tensors: HostTensors): Tensors =>
      Object.fromEntries(
        Object.entries(tensors).map(([name, { values, shape }]) => [
          name,
          tf.tensor(values, [...shape]),
        ]),
      );
    const found = make(objective)(tf, put(parameters), put(batch));
    return Object.fromEntries(
      Object.entries(found).map(([name, loss]) => [name, loss.dataSync()[0]!]),
    );
  });
}

describe("batchLosses", () => {
  it("gives the losses worked by hand for a logistic regression", async () => {
    // z = x w + b: [1, 1] -> -.5, [2, 0] -> 2.5, [0, 1] -> -1.5. Labels 1, 1, 0; the first is missed.
    const nll = [
      Math.log(1 + Math.exp(0.5)),
      Math.log(1 + Math.exp(-2.5)),
      Math.log(1 + Math.exp(-1.5)),
    ];
    const batch = {
      x: { shape: [3, 2], values: Float32Array.of(1, 1, 2, 0, 0, 1) },
      y: vector(1, 1, 0),
      weight: vector(0.5, 1, 1.5),
    };
    const logLoss = (0.5 * nll[0]! + nll[1]! + 1.5 * nll[2]!) / 3;
    const plain = await losses(batchLosses, logistic, batch);
    expect(plain).toEqual({
      loss: expect.closeTo(logLoss, 6) as number,
      logLoss: expect.closeTo(logLoss, 6) as number,
      penalty: 0,
      accuracy: expect.closeTo(2 / 3, 6) as number,
    });
    // Squared weights: 1 + 4; the bias is free.
    const { loss } = await losses(batchLosses, { ...logistic, l2: 0.1 }, batch);
    expect(loss).toBeCloseTo(logLoss + 0.5, 6);
  });

  it("adds strength times the gap, in which weights count as in the loss", async () => {
    const batch = {
      logOdds: vector(0, Math.log(3), 0, -Math.log(3)),
      y: vector(1, 1, 0, 0),
      weight: vector(3, 1, 2, 2),
      members_0: { shape: [4, 2], values: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1) },
    };
    // Scores .5, .75, .5, .25: weighted means 2.25 / 4 and 1.5 / 4. Rows cost log 2, log 4/3, log 2, log 4/3.
    const logLoss = (5 * Math.LN2 + 3 * Math.log(4 / 3)) / 4;
    const objective: Objective = {
      ...logistic,
      fairness: planOf({ penalty: "demographic-parity", strength: 2 }),
    };
    expect(await losses(rowLosses, objective, batch)).toEqual({
      loss: expect.closeTo(logLoss + 2 * 0.1875, 6) as number,
      logLoss: expect.closeTo(logLoss, 6) as number,
      penalty: expect.closeTo(0.1875, 6) as number,
      accuracy: 0.75,
    });
  });

  it("stays finite for log-odds far out", async () => {
    const batch = { logOdds: vector(200, -200, 200), y: vector(1, 0, 0), weight: vector(1, 1, 1) };
    const { logLoss } = await losses(rowLosses, logistic, batch);
    expect(logLoss).toBeCloseTo(200 / 3, 4);
  });

  it.each(["relu", "tanh", "sigmoid", "elu"] as const)(
    "has the gradient that differences find, through %s, dropout, weights, l2 and a penalty",
    async (activation) => {
      const random = createRandom("gradient");
      const network = { inputs: 3, hidden: [4, 3], activation };
      const objective: Objective = {
        network,
        l2: 0.05,
        fairness: planOf({ penalty: "equalized-odds", strength: 0.7 }),
      };
      const normals = (...shape: number[]) => ({
        shape,
        values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal()),
      });
      // Biases other than 0: a relu whose inputs are all dropped would stand at its kink.
      const parameters: HostTensors = {
        ...drawParameters(network, random, [true, true, true]),
        "dense_0/bias": normals(4),
        "dense_1/bias": normals(3),
      };
      const batch = {
        x: normals(8, 3),
        y: vector(1, 0, 1, 0, 1, 1, 0, 0),
        weight: vector(1, 2, 0.5, 1, 1, 0.5, 1, 1),
        members_0: {
          shape: [8, 2],
          values: Float32Array.from({ length: 16 }, (_, i) => Number(i % 4 === 0 || i % 4 === 3)),
        },
        mask_0: {
          shape: [8, 4],
          values: Float32Array.from({ length: 32 }, (_, i) => (i % 3 === 0 ? 0 : 1.5)),
        },
        mask_1: { shape: [8, 3], values: new Float32Array(24).fill(1) },
      };
      const { tf } = (await openBackend("cpu")).use();
      const names = Object.keys(parameters);
      const put = (tensors: HostTensors): Tensors =>
        Object.fromEntries(
          Object.entries(tensors).map(([name, { values, shape }]) => [
            name,
            tf.tensor(values, [...shape]),
          ]),
        );
      const gradients = tf.tidy(() => {
        const fixed = put(batch);
        const loss = (...values: ReturnType<typeof tf.tensor>[]) =>
          batchLosses(objective)(
            tf,
            Object.fromEntries(names.map((name, i) => [name, values[i]!])),
            fixed,
          ).loss;
        return tf
          .grads(loss)(Object.values(put(parameters)))
          .map((gradient) => [...gradient.dataSync()]);
      });
      const lossAt = async (name: string, at: number, by: number): Promise<number> => {
        const values = parameters[name]!.values.slice();
        values[at]! += by;
        const moved = { ...parameters, [name]: { shape: parameters[name]!.shape, values } };
        return (await losses(batchLosses, objective, batch, moved))["loss"]!;
      };
      for (const [i, name] of names.entries()) {
        for (const [at, slope] of gradients[i]!.entries()) {
          const difference = (await lossAt(name, at, 0.001)) - (await lossAt(name, at, -0.001));
          expect(slope).toBeCloseTo(difference / 0.002, 2);
        }
      }
    },
  );
});
