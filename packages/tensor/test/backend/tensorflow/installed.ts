import { createRequire } from "node:module";

/** Whether this checkout has the package of the GPU, and not that of the processor, of which a process can open one. */
const isGpu = !hasPackage("tfjs-node") && hasPackage("tfjs-node-gpu");

/** The backend through TensorFlow's C library that suites run on: cuda where its package alone is there. */
export const tensorflowName: "native" | "cuda" = isGpu ? "cuda" : "native";

/** Whether this checkout has the binding. */
export const hasNative: boolean = isGpu || hasPackage("tfjs-node");

/** What a suite's name adds where it is skipped. */
export const nativeNote = hasNative ? "" : " (skipped: node tools/native-tensorflow/build.mjs)";

function hasPackage(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(`@tensorflow/${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}
