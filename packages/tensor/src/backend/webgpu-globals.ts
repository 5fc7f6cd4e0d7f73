import type { Dawn } from "./webgpu-dawn.ts";

/** What TensorFlow.js's webgpu backend reads as globals whenever it computes. */
const COMPUTING = ["GPUBuffer", "GPUTexture", "GPUBufferUsage", "GPUMapMode"] as const;

/**
 * Gives TensorFlow.js's webgpu backend, which was written for browsers, the globals that it reads while it computes.
 * They stay: `GPUBuffer`, `GPUTexture`, `GPUBufferUsage` and `GPUMapMode`. Others are left as they are.
 */
export function provideGlobals({ globals }: Dawn): void {
  for (const name of COMPUTING) {
    Object.defineProperty(globalThis, name, {
      value: globals[name],
      configurable: true,
      enumerable: false,
      writable: true,
    });
  }
}

/**
 * Runs something while `navigator.gpu` is there, and takes it away again: the constructor of TensorFlow.js's webgpu
 * backend looks whether there is one, and other libraries that look for a browser's would be misled.
 *
 * Node.js has had a `navigator` from version 21 on; before that there is one for as long as the work takes.
 */
export function withNavigatorGpu<T>(work: () => T): T {
  const navigator: unknown = Reflect.get(globalThis, "navigator");
  const [owner, name, value] =
    typeof navigator === "object" && navigator !== null
      ? ([navigator, "gpu", {}] as const)
      : ([globalThis, "navigator", { gpu: {} }] as const);
  Object.defineProperty(owner, name, { value, configurable: true });
  try {
    return work();
  } finally {
    Reflect.deleteProperty(owner, name);
  }
}
