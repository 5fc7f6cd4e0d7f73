import type { CompiledName } from "../../src/index.ts";
import type { Provider } from "../../src/onnx/runtime.ts";

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

/** Milliseconds that a case may take: on a GPU every drawn shape is a program to build. */
export const CASE_TIMEOUT: number = isOnGpu ? 300_000 : 30_000;

/** Cases that ONNX Runtime's providers for GPUs cannot pass: see docs/guide/compute/gpu.md. */
const LEFT_OUT: Readonly<Record<Provider, readonly string[]>> = {
  cpu: [],
  // A power of whole numbers is off by one, and they cannot be scattered.
  cuda: ["functions of two tensors of whole numbers", "gathering and scattering by coordinates"],
  // A shader may compute as if NaN and infinities did not exist.
  webgpu: ["special numbers", "angles"],
};

/** Whether a case is left out where the compiled backend runs on a GPU. */
export function isLeftOut(name: string): boolean {
  return LEFT_OUT[provider].some((part) => name.includes(part));
}

function nameOf(wanted: string): CompiledName {
  const known = Object.keys(PROVIDERS);
  if (!known.includes(wanted)) {
    throw new Error(`FAIRLINE_TEST_COMPILED is "${wanted}"; it can be ${known.join(", ")}`);
  }
  // One of the keys, as just checked.
  return wanted as CompiledName;
}
