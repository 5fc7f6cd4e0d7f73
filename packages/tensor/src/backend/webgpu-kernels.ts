import { FairlineError } from "@fairline/core";
import type { TensorFlow } from "../tensorflow.ts";

/**
 * Registers, for every operation of TensorFlow.js that has no webgpu kernel, one that says so.
 *
 * In 4.22 those are: operations on text, ragged and sparse tensors, `unique`, `bitwiseAnd` and
 * `nonMaxSuppressionPadded`. Nothing that layers, losses or their gradients reach is among them.
 */
export function nameMissingKernels(tf: TensorFlow): void {
  const present = new Set(tf.getKernelsForBackend("webgpu").map(({ kernelName }) => kernelName));
  for (const kernelName of kernelNames(tf)) {
    if (present.has(kernelName)) continue;
    tf.registerKernel({
      kernelName,
      backendName: "webgpu",
      kernelFunc() {
        throw new FairlineError(
          "BACKEND_FAILED",
          `TensorFlow.js has no kernel ${kernelName} for the backend "webgpu"`,
          { hint: "Write it with other operations, or use another backend: wasm, cpu." },
        );
      },
    });
  }
}

/** TensorFlow.js exports each kernel's name as a constant of that name. */
function kernelNames(tf: TensorFlow): string[] {
  return Object.entries(tf).flatMap(([name, value]) => (name === value ? [name] : []));
}
