import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import type * as wasmBackend from "@tensorflow/tfjs-backend-wasm";
import type { TensorFlowModules } from "../../tensorflow.ts";
import type { Candidate, EagerBackend } from "../backend.ts";
import { cpu } from "../cpu.ts";
import { eagerCandidate } from "../eager/eager.ts";
import { transposeBeforeWasmMatMul } from "./matmul.ts";

type Wasm = typeof wasmBackend;

/** TensorFlow.js's WebAssembly backend: the SIMD binary, on one thread so that the same key gives the same bytes. */
export const wasm: Candidate<EagerBackend> = eagerCandidate({
  name: "wasm",
  enable: "Run `npm install @tensorflow/tfjs-backend-wasm@4.22.0`, or use the backend cpu.",
  fallback: cpu,
  async start(loaded) {
    await start(loaded);
    return { device: "WebAssembly with SIMD, one thread" };
  },
});

async function start({ tf }: TensorFlowModules): Promise<void> {
  const require = createRequire(import.meta.url);
  // The package's own types. As CommonJS, since an import would search it for its names first.
  const { setThreadsCount, setWasmPaths } = require("@tensorflow/tfjs-backend-wasm") as Wasm;
  const folder = dirname(require.resolve("@tensorflow/tfjs-backend-wasm"));
  await access(join(folder, "tfjs-backend-wasm-simd.wasm"));
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) {
    throw new Error("this Node.js runs WebAssembly without SIMD");
  }
  setWasmPaths(folder + sep);
  setThreadsCount(1);
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  transposeBeforeWasmMatMul(tf);
  await withoutNewListeners(async () => {
    if (!(await tf.setBackend("wasm"))) throw new Error("its WebAssembly module did not start");
  });
}

/**
 * Emscripten's start-up code listens for uncaught exceptions and unhandled rejections of the whole process
 * and rethrows them, which would hide where they came from.
 */
async function withoutNewListeners(work: () => Promise<void>): Promise<void> {
  const exceptions = process.listeners("uncaughtException");
  const rejections = process.listeners("unhandledRejection");
  try {
    await work();
  } finally {
    for (const listener of process.listeners("uncaughtException")) {
      if (!exceptions.includes(listener)) process.removeListener("uncaughtException", listener);
    }
    for (const listener of process.listeners("unhandledRejection")) {
      if (!rejections.includes(listener)) process.removeListener("unhandledRejection", listener);
    }
  }
}
