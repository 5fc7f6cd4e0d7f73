import { failure } from "@fairline/testing";
import { describe, expect, it } from "vitest";
import { eagerCandidate } from "../../../src/backend/eager/eager.ts";
import { openNamed } from "../../../src/backend/open.ts";
import { openBackend } from "../../../src/index.ts";
import type { Forward } from "../../../src/index.ts";

const cpu = await openBackend("cpu");
const start = { parameters: {}, state: {} };

describe("eagerCandidate", () => {
  it("does not open a backend that computes something else than it should", async () => {
    const faulty = eagerCandidate({
      name: "cpu",
      registeredAs: "faulty",
      enable: "Repair it.",
      async start({ tf }) {
        tf.registerBackend("faulty", tf.findBackendFactory("cpu"));
        tf.copyRegisteredKernels("cpu", "faulty");
        const absolute = tf.getKernel("Abs", "cpu");
        tf.unregisterKernel("Log1p", "faulty");
        tf.registerKernel({ ...absolute, kernelName: "Log1p", backendName: "faulty" });
        await tf.setBackend("faulty");
        return { device: "faulty" };
      },
    });
    expect(await failure(() => openNamed("cpu", [faulty]))).toMatchInlineSnapshot(`
      "BACKEND_UNAVAILABLE: the compute backend "cpu" does not work here: its self-test failed: the loss is 3.3773014545440674 and should be 1.301686
      Repair it."
    `);
    cpu.use();
  });
});

describe("a session on wasm", () => {
  it("names an operation that it lacks, where a function of the parameters has it", async () => {
    const session = (await openBackend("wasm")).session(
      (_, parameters, state) => ({ parameters, state, losses: {} }),
      start,
    );
    const segments: Forward = (tf, _, { x }) => ({
      y: tf.unsortedSegmentSum(x!, tf.tensor1d([0, 0, 1], "int32"), 2),
    });
    const x = { shape: [3], values: Float32Array.of(1, 2, 3) };
    expect(await failure(() => session.evaluate(segments, { x }))).toMatchInlineSnapshot(`
      "STEP_UNSUPPORTED: the backend wasm cannot compute the operation UnsortedSegmentSum
      Use the backend onnx or cpu, or write the step without it."
    `);
    session.dispose();
  });
});
