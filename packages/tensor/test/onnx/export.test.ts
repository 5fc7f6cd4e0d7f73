import { describe, expect, it } from "vitest";
import { exportOnnx, openBackend } from "../../src/index.ts";
import type { Forward, HostTensors } from "../../src/index.ts";
import { ModelProto } from "../../src/onnx/schema.ts";
import { normal } from "../compile/kernels/draws.ts";

const parameters: HostTensors = {
  w: { shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
  b: { shape: [2], values: Float32Array.of(0.5, -0.5) },
};

/** A layer whose rows are reshaped on the way, as by flattening. */
const layer: Forward = (tf, { w, b }, { x }) => {
  const rows = tf.reshape(tf.reshape(x!, [-1, 1, 3]), [-1, 3]);
  return { y: tf.relu(tf.add(tf.matMul(rows, w!), b!)) };
};

const exported = (forward: Forward, metadata = {}) =>
  exportOnnx({ forward, parameters, inputs: { x: [3] }, metadata });

describe("exportOnnx", () => {
  it.each([1, 2, 7])("writes a file that takes %i rows and holds the parameters", async (rows) => {
    const backend = await openBackend("onnx");
    if (backend.kind !== "compiled") throw new Error("onnx compiles");
    const network = await backend.load(await exported(layer));
    const x = normal([rows, 3], "rows");
    const { y } = await network.run({ x });
    network.dispose();
    const expected = Array.from({ length: 2 * rows }, (_, i) => {
      const [row, column] = [Math.floor(i / 2), i % 2];
      const sum = [0, 1, 2].reduce(
        (total, k) => total + x.values[3 * row + k]! * parameters["w"]!.values[2 * k + column]!,
        parameters["b"]!.values[column]!,
      );
      return expect.closeTo(Math.max(0, sum), 4) as unknown;
    });
    expect(y).toEqual({ shape: [rows, 2], values: expect.anything() as unknown });
    expect([...y!.values]).toEqual(expected);
  });

  it("names its inputs, its outputs and their rows, and carries metadata", async () => {
    const bytes = await exported(layer, { about: "a layer" });
    const { graph, metadataProps } = ModelProto.toObject(ModelProto.decode(bytes), {
      longs: Number,
    }) as Record<string, never>;
    const dimensions = ({ name, type }: { name: string; type: never }): unknown => [
      name,
      (type as { tensorType: { shape: { dim: unknown[] } } }).tensorType.shape.dim,
    ];
    const { input, output } = graph as unknown as Record<
      string,
      Parameters<typeof dimensions>[0][]
    >;
    expect(input!.map(dimensions)).toEqual([["x", [{ dimParam: "rows" }, { dimValue: 3 }]]]);
    expect(output!.map(dimensions)).toEqual([["y", [{ dimParam: "rows" }, { dimValue: 2 }]]]);
    expect(metadataProps).toEqual([{ key: "about", value: "a layer" }]);
  });

  it("gives the same bytes for the same arguments", async () => {
    expect(await exported(layer)).toEqual(await exported(layer));
  });

  it("refuses a function that treats numbers of rows differently", async () => {
    const branching: Forward = (tf, _, { x }) => ({
      y: x!.shape[0] % 10 === 3 ? tf.neg(x!) : tf.abs(x!),
    });
    await expect(exported(branching)).rejects.toThrow(
      "the function does something else for another number of rows",
    );
  });

  it.each([
    ["computes with it", (tf, _, { x }) => ({ y: tf.mul(x!, x!.shape[0]) })],
    [
      "expands something to it",
      (tf, { b }, { x }) => ({ y: tf.tile(tf.reshape(b!, [1, 2]), [x!.shape[0], 1]) }),
    ],
  ] as [string, Forward][])(
    "refuses a function that has a constant for the number of rows: %s",
    async (_, forward) => {
      await expect(exported(forward)).rejects.toThrow(
        "the function has a constant for each number of rows",
      );
    },
  );
});
