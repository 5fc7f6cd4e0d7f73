import { FairlineError } from "@fairline/core";
import type { Compiler } from "../../compile/compiled-session.ts";
import { compiledSession } from "../../compile/compiled-session.ts";
import { fallbackSession } from "../../compile/fallback-session.ts";
import { once, tracing } from "../../compile/tracing.ts";
import type { OnnxRuntime, ProgramOptions, Provider } from "../../onnx/runtime.ts";
import { fromOnnx, loadOnnxRuntime, makeProgram, toOnnx } from "../../onnx/runtime.ts";
import { mapValues } from "../../tensors.ts";
import type {
  Candidate,
  CompiledBackend,
  CompiledName,
  EagerBackend,
  Network,
  OpenOptions,
} from "../backend.ts";
import { cpu } from "../cpu.ts";
import { multiplyInFloat32 } from "../nvidia.ts";
import { testOnnx } from "./self-test.ts";
import { wasm } from "../wasm/wasm.ts";

const REINSTALL = "Run `npm install onnxruntime-node@1.30.0 --ignore-scripts`.";

/** ONNX Runtime on the processor. */
export const onnx: Candidate<CompiledBackend> = onnxCandidate({
  name: "onnx",
  provider: "cpu",
  enable: `${REINSTALL} It has binaries for Linux, macOS (arm64) and Windows; elsewhere use wasm.`,
});

/** ONNX Runtime on an NVIDIA GPU. */
export const onnxCuda: Candidate<CompiledBackend> = onnxCandidate({
  name: "onnx-cuda",
  provider: "cuda",
  enable:
    "On Linux x64 with an NVIDIA GPU and cuDNN 9, run `node tools/onnx-cuda/install.mjs` in a checkout of Fairline (for CUDA 13), or " +
    "`ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js` (for CUDA 12), and name the " +
    "folders of CUDA's libraries in LD_LIBRARY_PATH (docs/guide/compute/gpu.md).",
});

/** ONNX Runtime on a GPU through WebGPU. */
export const onnxWebgpu: Candidate<CompiledBackend> = onnxCandidate({
  name: "onnx-webgpu",
  provider: "webgpu",
  enable:
    "Install a graphics driver: on Linux one for Vulkan (`apt-get install libvulkan1 mesa-vulkan-drivers` has one in " +
    "software), on Windows one for Direct3D 12; macOS has Metal (docs/guide/compute/webgpu.md).",
});

function onnxCandidate(definition: {
  readonly name: CompiledName;
  readonly provider: Provider;
  readonly enable: string;
}): Candidate<CompiledBackend> {
  const { name, provider, enable } = definition;
  return {
    name,
    enable,
    async open({ threads = 1, profile, onFallback }) {
      if (provider === "cuda") multiplyInFloat32();
      const runtime = loadOnnxRuntime();
      const options = { provider, threads };
      await testOnnx(runtime, options);
      const compiler = {
        runtime,
        ...options,
        tracing,
        ...(profile === undefined ? {} : { profile }),
      };
      return compiledBackend(name, compiler, onFallback);
    },
  };
}

function compiledBackend(
  name: CompiledName,
  compiler: Compiler,
  onFallback: OpenOptions["onFallback"],
): CompiledBackend {
  const { runtime, provider, threads } = compiler;
  const plain = (): Promise<EagerBackend> => cpu.open({});
  const eager = once(() => wasm.open({}).catch(plain));
  return {
    kind: "compiled",
    name,
    version: `ONNX Runtime ${runtime.env.versions.common}`,
    device: deviceText(provider, threads),
    failedCandidates: [],
    session(step, start) {
      const compiled = compiledSession(compiler, step, start);
      return onFallback === undefined
        ? compiled
        : fallbackSession(compiled, { step, start, others: [eager, plain], onFallback });
    },
    eager,
    load: (model) => loadNetwork(runtime, model, compiler),
  };
}

async function loadNetwork(
  runtime: OnnxRuntime,
  model: Uint8Array,
  options: ProgramOptions,
): Promise<Network> {
  const failed = (cause: unknown): FairlineError =>
    new FairlineError("BACKEND_FAILED", `ONNX Runtime: ${String(cause)}`, {
      hint: "Run the stage that made the model again.",
      cause,
    });
  const program = await makeProgram(runtime, model, options).catch((cause: unknown) => {
    throw failed(cause);
  });
  return {
    async run(inputs) {
      const tensors = mapValues(inputs, (tensor) => toOnnx(runtime, tensor));
      const outputs = await program.run(tensors).catch((cause: unknown) => {
        throw failed(cause);
      });
      const read = Object.entries(outputs).map(
        async ([output, tensor]) => [output, await fromOnnx(tensor)] as const,
      );
      return Object.fromEntries(await Promise.all(read));
    },
    dispose: program.dispose,
  };
}

function deviceText(provider: Provider, threads: number): string {
  switch (provider) {
    case "cpu":
      return `processor, ${String(threads)} ${threads === 1 ? "thread" : "threads"}`;
    case "cuda":
      return "NVIDIA GPU through CUDA";
    case "webgpu":
      return "GPU through WebGPU";
  }
}
