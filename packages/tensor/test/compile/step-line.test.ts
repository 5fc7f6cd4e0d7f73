import { readFileSync } from "node:fs";
import { FairlineError } from "@fairline/core";
import { expect, it, vi } from "vitest";
import type * as table from "../../src/compile/kernels/table.ts";
import { gradientStep, openBackend, sgd } from "../../src/index.ts";
import type { Scalar } from "../../src/index.ts";

// As if the kernel were not there that only the gradient of relu uses.
vi.mock("../../src/compile/kernels/table.ts", async (original) => {
  const { KERNELS } = await original<typeof table>();
  return { KERNELS: { ...KERNELS, Step: undefined } };
});

it("names the line of the operation whose gradient cannot be compiled", async () => {
  const step = gradientStep(
    (engine, { w }) => ({ loss: engine.sum<Scalar>(engine.exp(engine.relu(engine.neg(w!)))) }),
    sgd({ learningRate: 1 }),
  );
  const told: unknown[] = [];
  const session = (await openBackend("onnx")).session(step, {
    parameters: { w: { shape: [2], values: Float32Array.of(1, 2) } },
    state: { velocity: { shape: [2], values: new Float32Array(2) } },
  });
  await session.step({}).catch((error: unknown) => {
    if (!(error instanceof FairlineError)) throw error;
    const { file, line = 0, column = 0 } = error.at!;
    const rest = readFileSync(file, "utf8")
      .split("\n")
      [line - 1]!.slice(column - 1);
    told.push(error.code, error.message, /^\w+/.exec(rest)![0]);
  });
  session.dispose();
  // TensorFlow.js keeps a copy of what relu was given, made where relu was called.
  expect(told).toEqual(["STEP_UNSUPPORTED", "the operation Step cannot be compiled", "relu"]);
});
