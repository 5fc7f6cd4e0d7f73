import { createRequire } from "node:module";

/** Whether this checkout has the binding to TensorFlow's C library. */
export const hasNative: boolean = isInstalled();

/** What a suite's name adds where it is skipped. */
export const nativeNote = hasNative ? "" : " (skipped: node tools/native-tensorflow/build.mjs)";

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve("@tensorflow/tfjs-node/package.json");
    return true;
  } catch {
    return false;
  }
}
