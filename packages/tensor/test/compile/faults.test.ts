import { readFileSync } from "node:fs";
import { failure, runSource } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { FairlineError } from "@fairline/core";
import { openFirst } from "../../src/backend/open.ts";
import { wasm } from "../../src/backend/wasm/wasm.ts";
import { tracing } from "../../src/compile/tracing.ts";
import { gradientStep, openBackend } from "../../src/index.ts";
import type { Backend, HostTensors, Scalar, Step, Tensor, TensorFlow } from "../../src/index.ts";

const x: HostTensors = { x: { shape: [3], values: Float32Array.of(1, -2, 3) } };
const named = await openBackend("onnx");
const { tf } = (await openBackend("cpu")).use();
const { tracer } = await tracing();

/** A step of one parameter and one vector whose loss is computed by a function. */
const stepOf =
  (loss: (tf: TensorFlow, x: Tensor, w: Tensor) => unknown): Step =>
  (engine, { w }, state, batch) => ({
    parameters: { w: w! },
    state,
    losses: { loss: loss(engine, batch["x"]!, w!) as Tensor },
  });

/** How many of some numbers are below each value: an operation that no compiled backend has and the wasm backend has. */
function countBelow(engine: TensorFlow, values: Tensor): Tensor {
  const counts = engine.lowerBound(engine.tensor1d([-5, 0, 2]), values);
  return engine.reshape(engine.cast(counts, "float32"), values.shape);
}

/** A step with an operation that cannot be compiled, and one that the wasm backend has not. */
const uncompiledSegments = stepOf((engine, values) => {
  const segments = engine.tensor1d([0, 0, 0], "int32");
  return engine.sum(engine.unsortedSegmentSum(countBelow(engine, values), segments, 1));
});

async function run(step: Step, backend: Backend = named, batch = x): Promise<void> {
  const session = backend.session(step, {
    parameters: { w: { shape: [3], values: Float32Array.of(1, 2, 3) } },
    state: {},
  });
  try {
    await session.step(batch);
  } finally {
    session.dispose();
  }
}

/** The words of the failure, and what stands at the line and column that it names. */
async function told(step: Step, backend?: Backend, batch?: HostTensors): Promise<string> {
  const found: { line: string } = { line: "at no line" };
  const words = await failure(async () => {
    try {
      await run(step, backend, batch);
    } catch (error) {
      if (error instanceof FairlineError && error.at !== undefined) {
        const { file, line = 0, column = 0 } = error.at;
        const rest = readFileSync(file, "utf8")
          .split("\n")
          [line - 1]!.slice(column - 1);
        found.line = `at ${/^\w+/.exec(rest)![0]}`;
      }
      throw error;
    }
  });
  return `${words}\n${found.line}`;
}

/** What a good step gives: that the tracer works. */
async function expectGood(): Promise<void> {
  const session = named.session(
    stepOf((engine, values) => engine.sum(values)),
    { parameters: { w: { shape: [3], values: Float32Array.of(1, 2, 3) } }, state: {} },
  );
  await session.step(x);
  expect([...(await session.takeLosses())["loss"]!]).toEqual([2]);
  session.dispose();
}

describe("a step that is no pure function of tensors", () => {
  const reads: Record<string, (engine: TensorFlow, values: Tensor) => unknown> = {
    dataSync: (engine, values) => engine.scalar(values.dataSync()[0]!),
    arraySync: (engine, values) => engine.tensor(values.arraySync()),
    "data without waiting": (engine, values) => engine.sum(values.data() as never),
    print: (engine, values) => {
      values.print();
      return engine.sum(values);
    },
    "a mask": (engine, values) =>
      engine.sum(engine.booleanMaskAsync(values, engine.greater(values, 0)) as never),
    "a read that it catches": (engine, values) => {
      try {
        return engine.scalar(values.dataSync()[0]!);
      } catch {
        return engine.sum(values);
      }
    },
  };
  for (const [name, loss] of Object.entries(reads)) {
    it(`is told that it reads a value: ${name}`, async () => {
      const said = await told(stepOf(loss));
      expect(said).toMatch(/\nat (dataSync|arraySync|data|print|booleanMaskAsync)$/);
      expect(said.replace(/\n[^\n]*$/, "")).toBe(
        "STEP_IMPURE: a step reads the values of a tensor while it is traced\n" +
          "Compute with tensors throughout, give what is worth knowing out as a loss, and read it after the step.",
      );
      await expectGood();
    });
  }

  it("is told that it draws at random", async () => {
    expect(await told(stepOf((engine) => engine.sum(engine.randomNormal([3])))))
      .toMatchInlineSnapshot(`
      "STEP_IMPURE: a step draws random numbers while it is traced
      Draw them beforehand, and give them to the step as part of its batch.
      at randomNormal"
    `);
    await expectGood();
  });

  it("leaves Math.random as it was, whether it fails or not", async () => {
    const { random } = Math;
    await told(stepOf((engine) => engine.sum(engine.randomNormal([3]))));
    expect(Math.random).toBe(random);
    await expectGood();
    expect(Math.random).toBe(random);
    expect(Math.random()).toBeLessThan(1);
  });

  it("is told that it draws a mask of its own", async () => {
    expect(await told(stepOf((engine, values) => engine.sum(engine.dropout(values, 0.5)))))
      .toMatchInlineSnapshot(`
      "STEP_IMPURE: a step draws random numbers while it is traced
      Draw them beforehand, and give them to the step as part of its batch.
      at dropout"
    `);
    await expectGood();
  });

  it("is told which parameter it makes another shape of", async () => {
    expect(
      await told((engine, { w }) => ({
        parameters: { w: engine.concat([w!, w!]) },
        state: {},
        losses: {},
      })),
    ).toMatchInlineSnapshot(`
      "STEP_IMPURE: the parameter "w" is 3, and the step makes it 6
      Give back every parameter and all state, each in the shape that it came in.
      at no line"
    `);
    await expectGood();
  });

  it("is told which parameter it leaves out", async () => {
    expect(await told(() => ({ parameters: {}, state: {}, losses: {} }))).toMatchInlineSnapshot(`
      "STEP_IMPURE: the parameter "w" is 3, and the step leaves it out
      Give back every parameter and all state, each in the shape that it came in.
      at no line"
    `);
    await expectGood();
  });

  it("is told which loss is no scalar", async () => {
    expect(await told((_, { w }) => ({ parameters: { w: w! }, state: {}, losses: { w: w! } })))
      .toMatchInlineSnapshot(`
      "STEP_IMPURE: the loss "w" is 3 and should be a scalar
      Give out its mean, or its sum.
      at no line"
    `);
    await expectGood();
  });

  it("is told that it must not be async", async () => {
    expect(
      await told((async () => {
        await Promise.resolve();
        return {};
      }) as never),
    ).toMatchInlineSnapshot(`
      "STEP_IMPURE: a step gives a promise
      Write it without async: it is traced once, and what it waits for would not come.
      at no line"
    `);
    await expectGood();
  });

  it("is told that it must not trace", async () => {
    expect(
      await told(
        stepOf((engine, values) => {
          tracer.trace({}, () => ({}));
          return engine.sum(values);
        }),
      ),
    ).toMatchInlineSnapshot(`
      "STEP_IMPURE: a step traces another step while it is traced
      Call the other step as a function of tensors, or trace it beforehand.
      at no line"
    `);
    await expectGood();
  });
});

/** The losses of two steps on `auto`, and what it said of them. */
async function twoStepsOnAuto(step: Step) {
  const said: string[] = [];
  const backend = await openBackend("auto", { onFallback: (message) => said.push(message) });
  const session = backend.session(step, {
    parameters: { w: { shape: [3], values: Float32Array.of(1, 2, 3) } },
    state: {},
  });
  await session.step(x);
  await session.step(x);
  const { loss } = await session.takeLosses();
  session.dispose();
  return { losses: [...loss!], said };
}

describe("a step that cannot be compiled", () => {
  it("is told the operation and its line", async () => {
    expect(await told(stepOf((engine, values) => engine.sum(engine.lowerBound(values, [1])))))
      .toMatchInlineSnapshot(`
      "STEP_UNSUPPORTED: the operation SearchSorted cannot be compiled
      Use the backend wasm or cpu, which run steps operation by operation, or write the step without it.
      at lowerBound"
    `);
    await expectGood();
  });

  it("is told about text", async () => {
    expect(await told(stepOf((engine) => engine.tensor(["a"])))).toMatchInlineSnapshot(`
      "STEP_UNSUPPORTED: a tensor of the element type string cannot be compiled
      Use the backend wasm or cpu, which run steps operation by operation, or write the step without it.
      at tensor"
    `);
    await expectGood();
  });

  it("is told about complex numbers", async () => {
    expect(await told(stepOf((engine, values) => engine.complex(values, values))))
      .toMatchInlineSnapshot(`
      "STEP_UNSUPPORTED: the operation Complex cannot be compiled
      Use the backend wasm or cpu, which run steps operation by operation, or write the step without it.
      at complex"
    `);
    await expectGood();
  });

  it("goes on operation by operation where it may, says so once, and computes the same", async () => {
    const step = stepOf((engine, values) => engine.sum(countBelow(engine, values)));
    // Of -5, 0 and 2, two are below 1, one is below -2, and three are below 3.
    expect(await twoStepsOnAuto(step)).toMatchInlineSnapshot(`
      {
        "losses": [
          6,
          6,
        ],
        "said": [
          "the operation SearchSorted cannot be compiled, so the steps run operation by operation on wasm",
        ],
      }
    `);
  });

  it("goes on with cpu where wasm lacks an operation, too, and says so in one sentence", async () => {
    expect(await twoStepsOnAuto(uncompiledSegments)).toMatchInlineSnapshot(`
      {
        "losses": [
          6,
          6,
        ],
        "said": [
          "the operation SearchSorted cannot be compiled, and the backend wasm cannot compute the operation UnsortedSegmentSum, so the steps run operation by operation on cpu",
        ],
      }
    `);
  });

  it("does so where auto is wasm itself", async () => {
    const said: string[] = [];
    const backend = await openFirst([wasm], { onFallback: (message) => said.push(message) });
    await run(uncompiledSegments, backend);
    expect(said).toMatchInlineSnapshot(`
      [
        "the backend wasm cannot compute the operation UnsortedSegmentSum, so the steps run operation by operation on cpu",
      ]
    `);
  });

  it("is told of an operation that wasm lacks, where wasm was asked for by name", async () => {
    expect(await told(uncompiledSegments, await openBackend("wasm"))).toMatchInlineSnapshot(`
      "STEP_UNSUPPORTED: the backend wasm cannot compute the operation UnsortedSegmentSum
      Use the backend onnx or cpu, or write the step without it.
      at unsortedSegmentSum"
    `);
  });

  it("fails where it has stepped before, since the steps so far would be lost", async () => {
    const said: string[] = [];
    const backend = await openBackend("auto", { onFallback: (message) => said.push(message) });
    const late = stepOf((engine, values) =>
      engine.sum(values.size === 3 ? values : countBelow(engine, values)),
    );
    const session = backend.session(late, {
      parameters: { w: { shape: [3], values: Float32Array.of(1, 2, 3) } },
      state: {},
    });
    await session.step(x);
    const other = session.step({ x: { shape: [2], values: Float32Array.of(1, 2) } });
    await expect(other).rejects.toThrow("the operation SearchSorted cannot be compiled");
    await session.step(x);
    expect([...(await session.takeLosses())["loss"]!]).toEqual([2, 2]);
    expect(said).toEqual([]);
    session.dispose();
  });

  it("fails where its compiled backend was asked for by name, also with somebody to tell", async () => {
    const backend = await openBackend("onnx", {
      onFallback: () => {
        throw new Error("nobody asked");
      },
    });
    await expect(
      failure(() =>
        run(
          stepOf((engine, values) => engine.sum(countBelow(engine, values))),
          backend,
        ),
      ),
    ).resolves.toMatch("STEP_UNSUPPORTED: the operation SearchSorted cannot be compiled");
  });
});

describe("a step that fails", () => {
  it("throws what it threw, and leaves the tracer clean and the backend as it was", async () => {
    const before = { backend: tf.getBackend(), ...tf.memory() };
    const thrown = new RangeError("of its own");
    await expect(
      run(
        stepOf(() => {
          throw thrown;
        }),
      ),
    ).rejects.toBe(thrown);
    const late = gradientStep(
      (engine, { w }) => ({ loss: engine.sum<Scalar>(engine.square(w!)) }),
      {
        initialState: () => ({}),
        update() {
          throw thrown;
        },
      },
    );
    await expect(run(late)).rejects.toBe(thrown);
    expect({ backend: tf.getBackend(), ...tf.memory() }).toEqual(before);
    await expectGood();
  });

  it("while it runs, says so with what ONNX Runtime says, and writes nothing itself", async () => {
    const picked: Step = stepOf((engine, values) =>
      engine.sum(engine.gather(values, engine.cast(engine.mul(values, 3), "int32"))),
    );
    expect(await told(picked)).toMatchInlineSnapshot(`
      "BACKEND_FAILED: ONNX Runtime failed in a compiled step (x: 3): Non-zero status code returned while running Gather node. Name:'v4' Status Message: indices element out of data bounds, idx=3 must be within the inclusive range [-3,2]
      Look for an index out of range or a whole number divided by 0; where memory is out, use a smaller batch.
      at no line"
    `);
    // A child that writes to standard error fails.
    expect(await runSource(new URL("../child/out-of-range.ts", import.meta.url))).toBe(
      "BACKEND_FAILED",
    );
  });
});

describe("tensors that a step captures", () => {
  it("become constants, and stay where they are for whoever made them", async () => {
    await openBackend("cpu");
    const numbers = Float32Array.of(10, 20, 30);
    const captured = tf.tensor1d(numbers);
    const column = tf.reshape(captured, [3, 1]);
    const flags = tf.tensor1d([1, 0, 1], "bool");
    const counts = tf.cast(flags, "int32");
    const step = stepOf((engine, values) =>
      engine.addN([
        engine.sum(engine.mul(values, captured)),
        engine.sum(engine.matMul(engine.reshape(values, [1, 3]), column)),
        engine.sum(engine.mul(values, engine.cast(counts, "float32"))),
        engine.sum(engine.where(flags, values, engine.zerosLike(values))),
      ]),
    );
    const session = named.session(step, {
      parameters: { w: { shape: [3], values: Float32Array.of(1, 2, 3) } },
      state: {},
    });
    await session.step(x);
    numbers.fill(0);
    await session.step(x);
    // 10 - 40 + 90 = 60, twice; 1 + 3 = 4, twice. What the array holds later is of no account.
    expect([...(await session.takeLosses())["loss"]!]).toEqual([128, 128]);
    session.dispose();
    expect(tf.getBackend()).toBe("cpu");
    captured.dispose();
    flags.dispose();
    expect([...column.dataSync()]).toEqual([10, 20, 30]);
    expect([...counts.dataSync()]).toEqual([1, 0, 1]);
    expect([...tf.add(column, 1).dataSync()]).toEqual([11, 21, 31]);
    tf.dispose([column, counts]);
  });

  it("keep the sign of zero, where every number of them is a zero", async () => {
    const zeros = tf.tensor1d([0, -0, 0]);
    const infinities = stepOf((engine, values) =>
      // -∞ where the zero is negative and the number positive, or the other way round.
      engine.sum(engine.cast(engine.equal(engine.div(values, zeros), Infinity), "float32")),
    );
    const session = named.session(infinities, {
      parameters: { w: { shape: [3], values: Float32Array.of(1, 2, 3) } },
      state: {},
    });
    await session.step(x);
    // 1 / 0, -2 / -0 and 3 / 0.
    expect([...(await session.takeLosses())["loss"]!]).toEqual([3]);
    session.dispose();
    zeros.dispose();
  });

  it("can be what a step gives out, and are not freed by it", async () => {
    const captured = tf.scalar(5);
    const session = named.session(
      stepOf(() => captured),
      { parameters: { w: { shape: [3], values: Float32Array.of(1, 2, 3) } }, state: {} },
    );
    await session.step(x);
    expect([...(await session.takeLosses())["loss"]!]).toEqual([5]);
    session.dispose();
    expect([...captured.dataSync()]).toEqual([5]);
    captured.dispose();
  });
});
