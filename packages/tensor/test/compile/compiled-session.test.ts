import { runSource } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { compiledSession } from "../../src/compile/compiled-session.ts";
import { tracing } from "../../src/compile/tracing.ts";
import { openBackend } from "../../src/index.ts";
import type { Backend, Forward, HostTensors, Step } from "../../src/index.ts";
import { loadOnnxRuntime } from "../../src/onnx/runtime.ts";
import type { Provider } from "../../src/onnx/runtime.ts";
import { fakeDevice } from "./fake-device.ts";
import type { Trained } from "./models.ts";
import { convnet, lstm, mlp, seeds, text } from "./models.ts";
import { isClose } from "./kernels/rig.ts";
import { compiledName, isOnGpu } from "./under-test.ts";

const models = { mlp, text, convnet, lstm };
/** After 20 steps of Adam, which divides by the size of the gradients. */
const TOLERANCE = isOnGpu ? { relative: 1e-3, absolute: 1e-3 } : { relative: 1e-4, absolute: 1e-5 };

/** Parameters and losses after 20 steps of Adam, two epochs of ten batches of which the last is smaller. */
async function train(backend: Backend, { step, start, batch }: Trained) {
  const session = backend.session(step, start);
  for (let at = 0; at < 20; at++) await session.step(batch(at % 10 === 9 ? 5 : 16, at % 10));
  const trained = { parameters: await session.parameters(), losses: await session.takeLosses() };
  session.dispose();
  return trained;
}

function expectClose(found: HostTensors, expected: HostTensors): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, { shape, values }] of Object.entries(expected)) {
    expect(found[name]!.shape).toEqual(shape);
    const wrong = values.findIndex(
      (value, i) => !isClose(found[name]!.values[i]!, value, TOLERANCE),
    );
    expect({ name, at: wrong }).toEqual({ name, at: -1 });
  }
}

/** A session on four threads, and the threads and further options of each program that it makes. */
function watched({ step, start }: Trained) {
  const runtime = loadOnnxRuntime();
  const threads: (number | undefined)[] = [];
  const further: unknown[] = [];
  const create = (
    bytes: Uint8Array,
    options: { intraOpNumThreads?: number; extra?: Record<string, unknown> } = {},
  ) => {
    threads.push(options.intraOpNumThreads);
    further.push(options.extra);
    return runtime.InferenceSession.create(bytes, options);
  };
  const counting = { ...runtime, InferenceSession: { create } } as typeof runtime;
  const compiler = { runtime: counting, provider: "cpu", threads: 4, tracing } as const;
  return { session: compiledSession(compiler, step, start), threads, further };
}

/** A session on a device that computes nothing. */
function onFakeDevice({ step, start }: Trained, provider: Provider = "webgpu") {
  const { device, outputs, programs } = fakeDevice();
  const compiler = { runtime: device, provider, threads: 1, tracing } as const;
  return { session: compiledSession(compiler, step, start), outputs, programs };
}

describe("a compiled step", () => {
  // The wasm backend has no kernels for the gradients of embeddings and convolutions.
  const cases = [
    ["mlp", "wasm", mlp],
    ["lstm", "wasm", lstm],
    ...Object.entries(models).map(([name, model]) => [name, "cpu", model] as const),
  ] as const;
  it.each(cases)("trains the %s as %s does, operation by operation", async (_, name, model) => {
    for (const seed of seeds(2)) {
      const compiled = await train(await openBackend(compiledName), model(seed));
      const eager = await train(await openBackend(name), model(seed));
      expectClose(compiled.parameters, eager.parameters);
      for (const [loss, values] of Object.entries(eager.losses)) {
        expect([...compiled.losses[loss]!]).toEqual(
          Array.from(values, (value): unknown => expect.closeTo(value, 4)),
        );
      }
    }
  });

  it("is compiled once for each shape of batch, and evaluated so too", async () => {
    const { session, threads } = watched(mlp(1));
    const { batch } = mlp(1);
    for (let at = 0; at < 20; at++) await session.step(batch(at % 10 === 9 ? 5 : 12, at));
    expect(threads.length).toBe(2);
    const scores: Forward = (tf, { w1 }, { x }) => ({ y: tf.matMul(x!, w1!) });
    for (let at = 0; at < 5; at++) {
      await session.evaluate(scores, { x: batch(at % 2 === 0 ? 3 : 4, at)["x"]! });
    }
    expect(threads.length).toBe(4);
    session.dispose();
  });

  it("that adds rows at indices of a tensor does only that on one thread, and the rest on all", async () => {
    const runs = [mlp, text].map(async (model) => {
      const { session, threads } = watched(model(1));
      await session.step(model(1).batch(4, 1));
      session.dispose();
      return threads;
    });
    expect(await Promise.all(runs)).toEqual([[4], [4, 1, 4]]);
  });

  it("has threads that stop spinning when a step is done", async () => {
    const { session, further } = watched(mlp(1));
    await session.step(mlp(1).batch(4, 1));
    session.dispose();
    expect(further).toEqual([{ session: { force_spinning_stop: "1" } }]);
  });

  it("leaves as many tensors with TensorFlow.js after 20 epochs as after 2, and after what failed", async () => {
    const { tf } = (await openBackend("cpu")).use();
    const session = (await openBackend(compiledName)).session(mlp(1).step, mlp(1).start);
    const held: object[] = [];
    for (let epoch = 0; epoch < 20; epoch++) {
      await session.step(mlp(1).batch(4 + epoch, epoch));
      await session.takeLosses();
      const bad = session.evaluate((engine, { w1 }) => ({ y: engine.tensor(w1!.dataSync()) }), {});
      await expect(bad).rejects.toThrow("reads the values");
      const { numTensors, numBytes, numDataBuffers } = tf.memory();
      held.push({ numTensors, numBytes, numDataBuffers });
    }
    session.dispose();
    expect(held[19]).toEqual(held[1]);
  });

  it("frees what it held before, but neither what it began with nor what it gave out", async () => {
    const values = new Float32Array(2 ** 20).fill(1);
    const start = { parameters: { w: { shape: [2 ** 20], values } }, state: {} };
    const halve: Step = (tf, { w }, state) => ({
      parameters: { w: tf.mul(w!, 0.5) },
      state,
      losses: {},
    });
    const session = (await openBackend("onnx")).session(halve, start);
    await session.step({});
    const { w } = await session.parameters();
    const before = process.memoryUsage().arrayBuffers;
    for (let at = 0; at < 8; at++) await session.step({});
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(before + 2 * 4 * 2 ** 20);
    expect([values.at(-1), w!.values.at(-1)]).toEqual([1, 0.5]);
    expect((await session.parameters())["w"]!.values.at(-1)).toBe(0.5 ** 9);
    session.dispose();
  });

  it("frees, on a device, what a step replaces, losses that were taken, and the rest when it is disposed of", async () => {
    const { session, outputs } = onFakeDevice(mlp(1));
    const left = (): string[] =>
      outputs
        .filter(({ location }) => location !== "none")
        .map(({ name }) => name.replace(/^next\/(\w+)\/.*/, "$1"));
    await session.step(mlp(1).batch(4, 1));
    const first = left();
    expect(new Set(first)).toEqual(new Set(["parameters", "state", "losses"]));
    await session.step(mlp(1).batch(4, 2));
    const losses = first.filter((name) => name === "losses");
    expect(left().sort()).toEqual([...first, ...losses].sort());
    await session.takeLosses();
    expect(left().sort()).toEqual(first.filter((name) => name !== "losses").sort());
    await session.step(mlp(1).batch(4, 3));
    session.dispose();
    expect(left()).toEqual([]);
  });

  it("convolves over three axes on the processor, in CHWN, and over two elsewhere, in NCHW", async () => {
    for (const [provider, rank] of [
      ["cpu", 3],
      ["webgpu", 2],
      ["cuda", 2],
    ] as const) {
      // prettier-ignore
      const { session, programs } = onFakeDevice(convnet(1), provider);
      await session.step(convnet(1).batch(16, 1));
      session.dispose();
      const windows = programs[0]!.nodes
        .filter(({ opType }) => opType === "Conv" || opType === "MaxPool")
        .map(({ attribute }) => attribute!.find(({ name }) => name === "kernel_shape")!.ints);
      expect(windows.length).toBeGreaterThan(2);
      expect(new Set(windows.map((sides) => sides!.length))).toEqual(new Set([rank]));
    }
  });

  it("gives the same bytes in another process", async () => {
    const elsewhere = await runSource(new URL("../child/compiled.ts", import.meta.url));
    const { parameters } = await train(await openBackend("onnx"), convnet(3));
    const bytes = Object.values(parameters)
      .map(({ values }) =>
        Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex"),
      )
      .join("");
    expect(bytes).toHaveLength(2 * 4 * (36 + 144 + 16 + 1));
    expect(bytes).toBe(elsewhere);
  });

  it("adds many rows at the same index without loss, however many threads there are", async () => {
    const rows = 8192;
    const ones = { shape: [rows, 64], values: new Float32Array(rows * 64).fill(1) };
    const ids = {
      shape: [rows],
      values: Float32Array.from({ length: rows }, (_, row) => row ** 2 % 7),
    };
    const session = (await openBackend("onnx", { threads: 4 })).session(mlp(1).step, mlp(1).start);
    const counts: Forward = (tf, _, { x, at }) => ({
      y: tf.sum(tf.unsortedSegmentSum(x!, tf.cast(at!, "int32") as never, 7)),
    });
    for (let run = 0; run < 30; run++) {
      const { y } = await session.evaluate(counts, { x: ones, at: ids });
      expect(y!.values[0]).toBe(rows * 64);
    }
    session.dispose();
  });

  it("gives the same bytes run to run, with several threads too", async () => {
    for (const threads of [1, 2, 4]) {
      const backend = await openBackend("onnx", { threads });
      expect(await train(backend, mlp(4))).toEqual(await train(backend, mlp(4)));
    }
  });
});
