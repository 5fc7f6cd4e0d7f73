import type { CompiledName } from "../src/index.ts";
import type { Provider } from "../src/onnx/runtime.ts";

const PROVIDERS: Readonly<Record<CompiledName, Provider>> = {
  onnx: "cpu",
  "onnx-cuda": "cuda",
  "onnx-webgpu": "webgpu",
};

/**
 * The compiled backend that suites hold to TensorFlow.js: onnx, or the one that FAIRLINE_TEST_COMPILED names, on a
 * machine that has a GPU.
 */
export const compiledName: CompiledName = nameOf(process.env["FAIRLINE_TEST_COMPILED"] ?? "onnx");

/** What computes for it, by ONNX Runtime's name. */
export const provider: Provider = PROVIDERS[compiledName];

/** Whether last digits may be another processor's own. */
export const isOnGpu: boolean = provider !== "cpu";

function nameOf(wanted: string): CompiledName {
  const known = Object.keys(PROVIDERS);
  if (!known.includes(wanted)) {
    throw new Error(`FAIRLINE_TEST_COMPILED is "${wanted}"; it can be ${known.join(", ")}`);
  }
  // One of the keys, as just checked.
  return wanted as CompiledName;
}
