import { describe, expect, it } from "vitest";
import { compiledSession } from "../../../src/compile/compiled-session.ts";
import { tracing } from "../../../src/compile/tracing.ts";
import { openBackend, referenceMlp } from "../../../src/index.ts";
import { loadOnnxRuntime } from "../../../src/onnx/runtime.ts";
import { keepingOutputs } from "../../compile/made-tensors.ts";
import type { HostTensors } from "../../../src/index.ts";

const skipped = await skippedWithoutWebgpu();

/** The losses and the parameters after some steps, taken in two parts. */
async function trained(name: string) {
  const backend = await openBackend(name);
  const { step, start, batch } = referenceMlp(32);
  const session = backend.session(step, start);
  const atStart = await session.parameters();
  const losses: number[] = [];
  for (const steps of [6, 4]) {
    for (let i = 0; i < steps; i++) await session.step(batch);
    losses.push(...(await session.takeLosses())["loss"]!);
  }
  const { spread } = await session.evaluate(
    (tf, parameters) => ({ spread: tf.sub(tf.max(parameters["kernel_0"]!), 0) }),
    {},
  );
  const parameters = await session.parameters();
  expect(await session.takeLosses()).toEqual({});
  session.dispose();
  return { atStart, losses, spread: spread!.values[0]!, parameters };
}

function flat(tensors: HostTensors): number[] {
  return Object.values(tensors).flatMap(({ values }) => [...values]);
}

describe.skipIf(skipped !== "")(`on onnx-webgpu${skipped}`, () => {
  it("trains as on the processor, with parameters, state and losses left on the device", async () => {
    const device = await trained("onnx-webgpu");
    const processor = await trained("onnx");
    expect(device.atStart).toEqual(processor.atStart);
    expect(device.losses).toHaveLength(10);
    for (const [i, loss] of processor.losses.entries()) {
      expect(device.losses[i]).toBeCloseTo(loss, 4);
    }
    expect(device.spread).toBeCloseTo(processor.spread, 4);
    expect(Object.keys(device.parameters)).toEqual(Object.keys(processor.parameters));
    const found = flat(device.parameters);
    for (const [i, value] of flat(processor.parameters).entries()) {
      expect(Math.abs(found[i]! - value)).toBeLessThan(1e-4);
    }
  });

  it("frees what is left on the device when it is disposed of, losses that were not taken included", async () => {
    const { runtime, outputs } = keepingOutputs(loadOnnxRuntime());
    const { step, start, batch } = referenceMlp(8);
    const compiler = { runtime, provider: "webgpu", threads: 1, tracing } as const;
    const session = compiledSession(compiler, step, start);
    await session.step(batch);
    await session.takeLosses();
    await session.step(batch);
    const locations = (): string[] => outputs.map(({ tensor }) => tensor.location);
    expect(locations()).toContain("gpu-buffer");
    session.dispose();
    // What was read is in ordinary memory.
    expect(locations()).not.toContain("gpu-buffer");
    expect(locations()).toContain("none");
  });
});

/**
 * Why tests on onnx-webgpu are skipped on this machine, as an end of their title; empty where it opens.
 *
 * @throws FairlineError where it does not open and FAIRLINE_TEST_WEBGPU is set, as in CI.
 */
async function skippedWithoutWebgpu(): Promise<string> {
  try {
    await openBackend("onnx-webgpu");
    return "";
  } catch (error) {
    if (process.env["FAIRLINE_TEST_WEBGPU"] !== undefined) throw error;
    return ` (skipped: ${String(error)}; see docs/guide/compute/webgpu.md)`;
  }
}
