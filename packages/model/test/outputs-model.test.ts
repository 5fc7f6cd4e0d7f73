import { categoryColumn, columnNames, makeTable, numberColumn } from "@fairline/arrow";
import { openBackend } from "@fairline/tensor";
import type { HostTensors } from "@fairline/tensor";
import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { createOutputsModel, fitEncoder, saveDenseNetwork, withPredictions } from "../src/index.ts";
import type { DenseNetwork, Model } from "../src/index.ts";

const rows = makeTable([
  { name: "x", column: numberColumn([0, 1, 2]) },
  { name: "kind", column: categoryColumn(["a", "b", "a"]) },
]);
const encoder = fitEncoder(rows, ["x"], [0, 2]);
const parameters = (kernel: number[], bias: number[]): HostTensors => ({
  "dense_0/kernel": { shape: [1, kernel.length], values: Float32Array.from(kernel) },
  "dense_0/bias": { shape: [bias.length], values: Float32Array.from(bias) },
});
const linear = (outputs: number): DenseNetwork => ({
  inputs: 1,
  hidden: [],
  activation: "relu",
  outputs,
});

async function classes(): Promise<Model> {
  const network = await saveDenseNetwork(linear(3), parameters([1, 0, -1], [0, 0.5, 0]), {
    kind: "softmax",
  });
  const target = { task: "multiclass", classes: ["a", "b", "c"] } as const;
  const content = { encoder, network, target, rule: { kind: "argmax" }, training: null } as const;
  return createOutputsModel(content, await openBackend("onnx"));
}

describe("a model of several classes", () => {
  it("gives the softmax of its logits, worked by hand, and the class of the greatest score", async () => {
    const model = await classes();
    // x is -1, 0 and 1 of a deviation. Of the second row the logits are 0, .5 and 0: e^.5 / (2 + e^.5) = .4519.
    const { names, values } = await model.outputs(rows);
    expect(names).toEqual(["score_a", "score_b", "score_c"]);
    expect(values[4]).toBeCloseTo(0.4519, 4);
    for (const row of [0, 1, 2]) {
      const scores = [...values.subarray(3 * row, 3 * row + 3)];
      expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 6);
    }
    const scored = await withPredictions(model, rows);
    expect(columnNames(scored)).toEqual([
      "x",
      "kind",
      "score_a",
      "score_b",
      "score_c",
      "prediction",
    ]);
  });

  it("refuses what only a binary model has", async () => {
    const model = await classes();
    for (const ask of [
      () => model.positive,
      () => model.negative,
      () => model.rule,
      () => model.scoreMaps,
      () => model.score(rows),
      () => model.predict(rows),
      () => model.withRule({ kind: "threshold", threshold: 0.5 }),
    ]) {
      expect(await failure(ask)).toMatch(
        /^TASK_UNSUPPORTED: the model's task is multiclass, not binary/,
      );
    }
  });
});

describe("a model of a number", () => {
  it("gives the value in its own units: the output times the deviation, plus the mean", async () => {
    const link = { kind: "linear", mean: 100, deviation: 10 } as const;
    const network = await saveDenseNetwork(linear(1), parameters([0.5], [0.2]), link);
    const target = { task: "regression" } as const;
    const content = {
      encoder,
      network,
      target,
      rule: { kind: "identity" },
      training: null,
    } as const;
    for (const backend of ["onnx", "cpu"]) {
      const model = createOutputsModel(content, await openBackend(backend));
      // 100 + 10 (.2 +- .5), and 102 between.
      const { names, values } = await model.outputs(rows);
      expect(names).toEqual(["prediction"]);
      expect([...values].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([97, 102, 107]);
    }
  });
});
