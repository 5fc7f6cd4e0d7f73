import { describe, expect, it } from "vitest";
import { testOnnx } from "../../../src/backend/onnx/self-test.ts";
import { loadOnnxRuntime } from "../../../src/onnx/runtime.ts";

const runtime = loadOnnxRuntime();
const options = { provider: "cpu", threads: 1 } as const;

/** ONNX Runtime, whose results a function changes. */
function faulty(change: (value: number) => number): typeof runtime {
  const create = async (model: Uint8Array) => {
    const session = await runtime.InferenceSession.create(model);
    const run = async (inputs: Parameters<typeof session.run>[0]) => {
      const { y } = await session.run(inputs);
      const values = Float32Array.from((await y!.getData()) as Float32Array, change);
      return { y: new runtime.Tensor("float32", values, y!.dims) };
    };
    return { run, release: () => session.release() };
  };
  return { ...runtime, InferenceSession: { create } } as unknown as typeof runtime;
}

describe("testOnnx", () => {
  it("passes on what computes right", async () => {
    await expect(testOnnx(runtime, options)).resolves.toBeUndefined();
    await expect(
      testOnnx(
        faulty((value) => value + 1e-6),
        options,
      ),
    ).resolves.toBeUndefined();
  });

  it("names the number that is wrong", async () => {
    await expect(
      testOnnx(
        faulty((value) => 2 * value - 0.5),
        options,
      ),
    ).rejects.toThrow("its self-test failed: row 1 is 1.2039");
  });

  it("does not take NaN for a right answer", async () => {
    await expect(
      testOnnx(
        faulty(() => Number.NaN),
        options,
      ),
    ).rejects.toThrow("its self-test failed: row 0 is NaN and should be 0.500000");
  });
});
