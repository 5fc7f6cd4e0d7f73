import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openBackend } from "../../../src/index.ts";
import type { TensorFlow } from "../../../src/index.ts";
import { transposeBeforeWasmMatMul } from "../../../src/backend/wasm/matmul.ts";

const size = fc.integer({ min: 1, max: 7 });
const product = fc.record({
  batch: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
  rows: size,
  inner: size,
  columns: size,
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
});
type Product = typeof product extends fc.Arbitrary<infer T> ? T : never;

/** Two matrices whose values depend on their place only. */
function matrices(
  tf: TensorFlow,
  { batch, rows, inner, columns, transposeA, transposeB }: Product,
) {
  const ramp = (shape: number[], step: number) => {
    const length = shape.reduce((a, b) => a * b, 1);
    const values = Float32Array.from({ length }, (_, i) => Math.sin(1 + i * step));
    return tf.tensor(values, shape);
  };
  return {
    a: ramp([...batch, ...(transposeA ? [inner, rows] : [rows, inner])], 0.7),
    b: ramp([...batch, ...(transposeB ? [columns, inner] : [inner, columns])], 1.3),
  };
}

describe("matrix products on wasm", () => {
  it("equal those in plain JavaScript for every transposition, and free what they made", async () => {
    const wasm = await openBackend("wasm");
    const cpu = await openBackend("cpu");
    fc.assert(
      fc.property(product, (shape) => {
        const [fast, plain] = [wasm, cpu].map((backend) => {
          const { tf } = backend.use();
          const before = tf.memory();
          const buffers = tf.backend().numDataIds();
          const values = tf.tidy(() => {
            const { a, b } = matrices(tf, shape);
            return tf.matMul(a, b, shape.transposeA, shape.transposeB).dataSync();
          });
          expect(tf.memory().numTensors).toBe(before.numTensors);
          expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
          expect(tf.backend().numDataIds()).toBe(buffers);
          return [...values];
        });
        for (const [i, value] of fast!.entries()) expect(value).toBeCloseTo(plain![i]!, 5);
      }),
    );
  });

  it("with a transposed operand are bit for bit those of the transposed matrix", async () => {
    const { tf } = (await openBackend("wasm")).use();
    const shape = {
      batch: [],
      rows: 33,
      inner: 70,
      columns: 17,
      transposeA: true,
      transposeB: true,
    };
    const { a, b } = matrices(tf, shape);
    const direct = tf.matMul(a, b, true, true).dataSync();
    expect([...direct]).toEqual([...tf.matMul(tf.transpose(a), tf.transpose(b)).dataSync()]);
    tf.dispose([a, b]);
  });

  it("are wrapped once, however often the backend is opened", async () => {
    const { tf } = (await openBackend("wasm")).use();
    const kernel = tf.getKernel("BatchMatMul", "wasm");
    transposeBeforeWasmMatMul(tf);
    expect(tf.getKernel("BatchMatMul", "wasm")).toBe(kernel);
  });
});
