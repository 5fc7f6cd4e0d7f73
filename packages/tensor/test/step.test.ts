import { describe, expect, it } from "vitest";
import { gradientStep, openBackend, sgd } from "../src/index.ts";
import type { HostTensors, LossFunction, StepOptions } from "../src/index.ts";
import { gradient, slopes } from "./regression.ts";

describe("gradientStep", () => {
  it("moves against the gradient that central differences find", async () => {
    const found = await gradient(await openBackend("cpu"));
    for (const [i, slope] of slopes().entries()) expect(found[i]).toBeCloseTo(slope, 4);
  });
});

/** Where the step that starts at 1, -2 and .5 with these gradients ends: see optimizer.test.ts. */
async function after(
  options: StepOptions,
  gradients: readonly number[],
  batch: HostTensors = {},
): Promise<number[]> {
  const parameters: HostTensors = { p: { shape: [3], values: Float32Array.of(1, -2, 0.5) } };
  const slopes: HostTensors = { slopes: { shape: [3], values: Float32Array.from(gradients) } };
  const loss: LossFunction = (tf, { p }, given) => ({
    loss: tf.sum(tf.mul(p!, given["slopes"]!)),
  });
  const optimizer = sgd({ learningRate: 0.1 });
  const session = (await openBackend("onnx")).session(gradientStep(loss, optimizer, options), {
    parameters,
    state: optimizer.initialState(parameters),
  });
  await session.step({ ...slopes, ...batch });
  const { p } = await session.parameters();
  session.dispose();
  return [...p!.values];
}

describe("the options of a step", () => {
  it("scale gradients whose norm is too large, and leave others", async () => {
    // optax 0.2.8: chain(clip_by_global_norm(1.), sgd(.1)).
    expectClose(await after({ clipNorm: 1 }, [0.5, -1, 0]), [0.95527864045, -1.9105572809, 0.5]);
    expectClose(await after({ clipNorm: 2 }, [0.5, -1, 0]), [0.95, -1.9, 0.5]);
  });

  it("hold values of gradients within bounds", async () => {
    expectClose(await after({ clipValue: 0.7 }, [0.5, -1, 3]), [0.95, -1.93, 0.43]);
  });

  it("let the named parameters decay, apart from their gradients", async () => {
    const decay = { share: 0.01, names: ["p"] };
    expectClose(await after({ decay }, [0.5, -1, 0]), [0.94, -1.88, 0.495]);
    expectClose(
      await after({ decay: { share: 0.01, names: [] } }, [0.5, -1, 0]),
      [0.95, -1.9, 0.5],
    );
  });

  it("multiply the change, decay included, by the pace", async () => {
    const pace = { shape: [], values: Float32Array.of(0.5) };
    const options: StepOptions = {
      decay: { share: 0.01, names: ["p"] },
      paceOf: (batch) => batch["pace"]!,
    };
    expectClose(await after(options, [0.5, -1, 0], { pace }), [0.97, -1.94, 0.4975]);
  });
});

function expectClose(found: readonly number[], expected: readonly number[]): void {
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 6);
}
