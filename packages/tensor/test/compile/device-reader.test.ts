import { describe, expect, it } from "vitest";
import { deviceReader } from "../../src/compile/device-reader.ts";
import type { HostTensors } from "../../src/index.ts";
import { fromOnnx, loadOnnxRuntime, toOnnx } from "../../src/onnx/runtime.ts";
import { mapValues } from "../../src/tensors.ts";
import { fakeDevice } from "./fake-device.ts";

const runtime = loadOnnxRuntime();
const tensors: HostTensors = {
  a: { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
  b: { shape: [], values: Float32Array.of(5) },
  c: { shape: [3], values: Float32Array.of(6, 7, 8) },
};

/** The runtime, and how many programs it made. */
function counting() {
  const made = { programs: 0 };
  const create: typeof runtime.InferenceSession.create = (...args: never[]) => {
    made.programs++;
    return runtime.InferenceSession.create(...(args as unknown as [Uint8Array]));
  };
  const watched = { ...runtime, InferenceSession: { create } } as typeof runtime;
  return { made, reader: deviceReader(watched, { provider: "cpu", threads: 1 }) };
}

describe("a device reader", () => {
  it("releases its programs when it is disposed of", async () => {
    const { device, programs } = fakeDevice();
    const reader = deviceReader(device, { provider: "webgpu", threads: 1 });
    await reader.read(given, { all: ["a", "b"] });
    await reader.read(given, { all: ["a", "c"] });
    reader.dispose();
    await Promise.resolve();
    expect(programs.map(({ isReleased }) => isReleased)).toEqual([true, true]);
  });

  const given = mapValues(tensors, (tensor) => toOnnx(runtime, tensor));

  it("concatenates the tensors of each vector in the order of their names", async () => {
    const { reader } = counting();
    const read = await reader.read(given, { first: ["c", "a"], second: ["b"] });
    const values = Object.entries(read).map(
      async ([name, tensor]) => [name, [...(await fromOnnx(tensor)).values]] as const,
    );
    expect(Object.fromEntries(await Promise.all(values))).toEqual({
      "vectors/first": [6, 7, 8, 1, 2, 3, 4],
      "vectors/second": [5],
    });
    reader.dispose();
  });

  it("keeps a program for each set of names and shapes", async () => {
    const { made, reader } = counting();
    await reader.read(given, { all: ["a", "b"] });
    await reader.read(given, { all: ["a", "b"] });
    expect(made.programs).toBe(1);
    await reader.read(given, { all: ["b", "a"] });
    await reader.read({ ...given, a: toOnnx(runtime, tensors["c"]!) }, { all: ["a", "b"] });
    expect(made.programs).toBe(3);
    reader.dispose();
  });
});
