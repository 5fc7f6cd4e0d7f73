import { runSource } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { adam, gradientStep, openBackend, sgd } from "../src/index.ts";
import { line, open, squaredError } from "./regression.ts";

describe("a session", () => {
  it("lowers the loss to the line that made the data", async () => {
    const session = open(await openBackend("wasm"));
    for (let step = 0; step < 300; step++) await session.step(line());
    const { w, b } = await session.parameters();
    expect(w!.shape).toEqual([2, 1]);
    expect([...w!.values, ...b!.values].map((value) => Math.round(value * 1000) / 1000)).toEqual([
      2, -1, 0.5,
    ]);
    session.dispose();
  });

  it("gives the losses of every step since they were last taken, before the step's own update", async () => {
    const session = open(await openBackend("cpu"));
    const batch = {
      x: { shape: [1, 2], values: Float32Array.of(1, 1) },
      y: { shape: [1, 1], values: Float32Array.of(2) },
    };
    await session.step(batch);
    await session.step(batch);
    const { loss, worst } = await session.takeLosses();
    // 0.1 + 0.2 - 2 = -1.7. Adam's first step adds 0.1 to each of the three parameters: -1.4.
    expect([...loss!]).toEqual([expect.closeTo(2.89, 5), expect.closeTo(1.96, 4)]);
    expect([...worst!]).toEqual([expect.closeTo(1.7, 5), expect.closeTo(1.4, 5)]);
    expect(await session.takeLosses()).toEqual({});
    session.dispose();
  });

  it.each(["onnx", "wasm", "cpu"])(
    "lets what waits for the event loop run in every step, on %s",
    async (name) => {
      const session = open(await openBackend(name));
      await session.step(line());
      const waiting = { isOver: false };
      setImmediate(() => (waiting.isOver = true));
      await session.step(line());
      expect(waiting.isOver).toBe(true);
      session.dispose();
    },
  );

  it.each(["onnx", "wasm", "cpu"])(
    "goes on from copies of its parameters and state as if it had not stopped, on %s",
    async (name) => {
      const backend = await openBackend(name);
      const optimizer = adam({ learningRate: 0.1 });
      const step = gradientStep(squaredError, optimizer);
      const first = open(backend, optimizer, step);
      for (let i = 0; i < 3; i++) await first.step(line());
      const second = backend.session(step, {
        parameters: await first.parameters(),
        state: await first.state(),
      });
      for (let i = 0; i < 2; i++) {
        await first.step(line());
        await second.step(line());
      }
      expect(await second.parameters()).toEqual(await first.parameters());
      expect(await second.state()).toEqual(await first.state());
      first.dispose();
      second.dispose();
    },
  );

  it("evaluates a function of its parameters without changing them", async () => {
    const session = open(await openBackend("cpu"));
    const before = await session.parameters();
    const { doubled } = await session.evaluate(
      (tf, parameters, batch) => ({ doubled: tf.mul(parameters["w"]!, batch["by"]!) }),
      { by: { shape: [], values: Float32Array.of(2) } },
    );
    expect(doubled).toEqual({ shape: [2, 1], values: Float32Array.of(0.2, 0.4) });
    expect(await session.parameters()).toEqual(before);
    session.dispose();
  });

  it.each(["wasm", "cpu"] as const)(
    "holds as many tensors after 20 epochs as after 2, on %s",
    async (name) => {
      const backend = await openBackend(name);
      const atStart = backend.use().tf.memory().numTensors;
      const session = open(backend);
      const held: { tensors: number; bytes: number }[] = [];
      for (let epoch = 1; epoch <= 20; epoch++) {
        for (let step = 0; step < 3; step++) await session.step(line());
        await session.takeLosses();
        await session.evaluate((tf, parameters) => ({ w: tf.square(parameters["w"]!) }), {});
        await session.parameters();
        const { numTensors, numBytes } = backend.use().tf.memory();
        held.push({ tensors: numTensors, bytes: numBytes });
      }
      expect(held[19]).toEqual(held[1]);
      session.dispose();
      expect(backend.use().tf.memory().numTensors).toBe(atStart);
    },
  );

  it("frees everything, losses that nobody took included", async () => {
    const backend = await openBackend("cpu");
    const atStart = backend.use().tf.memory().numTensors;
    const session = open(backend);
    await session.step(line());
    session.dispose();
    expect(backend.use().tf.memory().numTensors).toBe(atStart);
  });

  it("is not disturbed by one on another backend between its steps", async () => {
    const [wasm, cpu] = [await openBackend("wasm"), await openBackend("cpu")];
    const run = async (steps: number, between: () => Promise<void>) => {
      const session = open(wasm, sgd({ learningRate: 0.1, momentum: 0.5 }));
      for (let step = 0; step < steps; step++) {
        await session.step(line());
        await between();
      }
      const parameters = await session.parameters();
      session.dispose();
      return parameters;
    };
    const other = open(cpu);
    const alone = await run(5, () => Promise.resolve());
    expect(await run(5, () => other.step(line()))).toEqual(alone);
    other.dispose();
  });

  it.each(["wasm", "cpu"] as const)(
    "gives the same bytes in another process, on %s",
    async (name) => {
      const elsewhere = await runSource(new URL("child/train.ts", import.meta.url), [name]);
      const session = open(await openBackend(name));
      for (let step = 0; step < 50; step++) await session.step(line());
      const { w, b } = await session.parameters();
      const bytes = [w!, b!]
        .map(({ values }) => Buffer.from(values.buffer).toString("hex"))
        .join("");
      expect(bytes).toMatch(/^[0-9a-f]{24}$/);
      expect(bytes).toBe(elsewhere);
      session.dispose();
    },
  );
});
