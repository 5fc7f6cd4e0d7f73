import type { Candidate, EagerBackend } from "./backend.ts";
import { eagerCandidate } from "./eager/eager.ts";

/** TensorFlow.js's backend in plain JavaScript: works everywhere, several times slower than wasm. */
export const cpu: Candidate<EagerBackend> = eagerCandidate({
  name: "cpu",
  enable: "Run `npm install @tensorflow/tfjs-backend-cpu@4.22.0`.",
  async start({ tf }) {
    await import("@tensorflow/tfjs-backend-cpu");
    if (!(await tf.setBackend("cpu"))) throw new Error("it did not initialise");
    return { device: "plain JavaScript, one thread" };
  },
});
