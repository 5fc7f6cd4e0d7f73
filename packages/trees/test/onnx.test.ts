import { fitTrees, onnxOperator, predictProbability, predictRaw } from "@fairline/trees";
import type { Column, Ensemble, TreeOptions } from "@fairline/trees";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { onnxFile } from "./onnx-file.ts";
import { category, world } from "./world.ts";

const { columns, targets } = world(400, "onnx");
const labels = targets.map((target) => (target > 1 ? 2 : target > -1 ? 1 : 0));
const isHigh = targets.map((target) => (target > 0 ? 1 : 0));
/** Other rows, with categories that the trees do not know. */
const asked = world(300, "asked").columns.map((column) =>
  column.kind === "category"
    ? category(
        column.name,
        column.codes.map((code, row) => (row % 9 === 0 ? 77 : code)),
      )
    : column,
);
const small = { rounds: 20, minRows: 5, minRowsPerGroup: 5, categorySmoothing: 2 } as const;

const fit = async (
  objective: TreeOptions["objective"],
  of: Float64Array,
  options: Partial<TreeOptions> = small,
) => (await fitTrees({ columns, labels: of }, { objective, ...options })).ensemble;

/** Rows by columns, as ONNX takes them. */
function matrix(of: readonly Column[]): Tensor {
  const rows = 300;
  const values = new Float64Array(rows * of.length);
  of.forEach((column, place) => {
    const from = column.kind === "numeric" ? column.values : column.codes;
    for (let row = 0; row < rows; row++) values[row * of.length + place] = from[row]!;
  });
  return new Tensor("float64", values, [rows, of.length]);
}

async function run(ensemble: Ensemble): Promise<InferenceSession.OnnxValueMapType> {
  const session = await InferenceSession.create(onnxFile(onnxOperator(ensemble)));
  return session.run({ x: matrix(asked) });
}

function expectNear(found: ArrayLike<unknown>, expected: Float64Array): void {
  expect(found).toHaveLength(expected.length);
  const gaps = expected.map(
    (value, at) => Math.abs(Number(found[at]) - value) / Math.max(1, Math.abs(value)),
  );
  expect(Math.max(...gaps)).toBeLessThan(1e-6);
}

describe("the ONNX operator of an ensemble", () => {
  it("has splits on numbers, and chains over categories", async () => {
    const { attributes } = onnxOperator(await fit({ loss: "squared" }, targets));
    const { nodes_modes: modes } = attributes;
    expect(new Set(modes?.kind === "strings" ? modes.value : [])).toEqual(
      new Set(["LEAF", "BRANCH_LEQ", "BRANCH_EQ"]),
    );
  });

  it("gives both probabilities of a logistic loss, and the likelier label", async () => {
    const ensemble = await fit({ loss: "logistic" }, isHigh);
    const { scores, label } = await run(ensemble);
    const expected = predictProbability(ensemble, asked);
    expectNear(scores!.data, Float64Array.from([...expected].flatMap((p) => [1 - p, p])));
    expect([...(label!.data as BigInt64Array)].map(Number)).toEqual(
      [...expected].map((p) => (p > 0.5 ? 1 : 0)),
    );
  });

  it("gives the probabilities of all classes, and the likeliest label", async () => {
    const ensemble = await fit({ loss: "softmax", classes: 3 }, labels);
    const { scores, label } = await run(ensemble);
    const expected = predictProbability(ensemble, asked);
    expectNear(scores!.data, expected);
    const likeliest = Array.from({ length: 300 }, (_, row) => {
      const of = expected.subarray(3 * row, 3 * row + 3);
      return of.indexOf(Math.max(...of));
    });
    expect([...(label!.data as BigInt64Array)].map(Number)).toEqual(likeliest);
  });

  it("gives the raw scores of other losses, one per output", async () => {
    const squared = await fit({ loss: "squared" }, targets);
    const { scores } = await run(squared);
    expectNear(scores!.data, predictRaw(squared, asked));
    const two = await fit({ loss: "custom", base: [1, -1] }, targets, {
      ...small,
      gradients: ({ raw }) => ({
        gradients: raw.map((score, at) => score - targets[at >> 1]! * (at % 2 === 0 ? 1 : -1)),
        hessians: raw.map(() => 1),
      }),
    });
    const both = await run(two);
    expect(both["scores"]!.dims).toEqual([300, 2]);
    expectNear(both["scores"]!.data, predictRaw(two, asked));
  });

  it("gives the base score where no tree splits", async () => {
    const ensemble = await fit({ loss: "logistic" }, isHigh, { minRows: 1000 });
    const { scores } = await run(ensemble);
    const [p] = predictProbability(ensemble, asked);
    expectNear(
      scores!.data,
      Float64Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? 1 - p! : p!)),
    );
  });
});
