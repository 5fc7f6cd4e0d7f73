import { createRequire } from "node:module";
import { MessageChannel } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import type * as ort from "onnxruntime-node";
import type { Graph } from "../compile/graph.ts";
import type { HostTensor } from "../tensors.ts";
import { modelBytes } from "./model-bytes.ts";
import { cpuFallbackNodes } from "./cpu-fallback.ts";

/** ONNX Runtime as `onnxruntime-node` exports it. */
export type OnnxRuntime = typeof ort;

/** A tensor of ONNX Runtime, in ordinary memory or on a device. */
export type OnnxTensor = ort.Tensor;

type ExecutionProvider = ort.InferenceSession.ExecutionProviderConfig;

/** Tensors of ONNX Runtime by name. */
export type OnnxTensors = Readonly<Record<string, OnnxTensor>>;

/** What computes, by ONNX Runtime's names. */
export type Provider = "cpu" | "cuda" | "webgpu";

/** How programs are made. */
export interface ProgramOptions {
  readonly provider: Provider;
  /** Processor threads of one program. */
  readonly threads: number;
  /** Beginning of the path of a file into which it is written how long each node took; none where it is left out. */
  readonly profile?: string;
}

/** Where a program leaves its outputs: in ordinary memory, or on the device that computes them. */
export type OutputLocation = "host" | "device";

/** A graph that is ready to run. */
export interface Program {
  /**
   * Runs it once. Yields to the event loop first, so that a cancelled run is noticed.
   *
   * @throws Error of ONNX Runtime where a shape does not fit, or memory is out.
   */
  readonly run: (inputs: OnnxTensors) => Promise<OnnxTensors>;
  /** Frees it. */
  readonly dispose: () => void;
}

/** Loads ONNX Runtime, about 20 ms the first time. @throws Error where its binary is not there, or does not load */
export function loadOnnxRuntime(): OnnxRuntime {
  // The package's own types. As CommonJS, since an import would search it for its names first.
  const runtime = createRequire(import.meta.url)("onnxruntime-node") as OnnxRuntime;
  // Errors are thrown, with the same text as it would write to standard error.
  runtime.env.logLevel = "fatal";
  return runtime;
}

/**
 * Makes a program.
 *
 * @param source - A graph, or the bytes of an ONNX file.
 * @param location - Of its outputs. Of the providers, only webgpu can leave them on its device; the others ignore it.
 */
export async function makeProgram(
  runtime: OnnxRuntime,
  source: Graph | Uint8Array,
  { provider, threads, profile }: ProgramOptions,
  location: OutputLocation = "host",
): Promise<Program> {
  const graph = source instanceof Uint8Array ? undefined : source;
  const bytes = source instanceof Uint8Array ? source : modelBytes(source);
  const session = await runtime.InferenceSession.create(bytes, {
    executionProviders: [providerOptions(provider, graph)],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    logSeverityLevel: 4,
    // Threads spin from node to node, which is faster than to sleep, but not on between the runs, where they would take
    // cores from whatever else runs.
    extra: { session: { force_spinning_stop: "1" } },
    ...(location === "device" && provider === "webgpu"
      ? { preferredOutputLocation: "gpu-buffer" as const }
      : {}),
    ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
  });
  return {
    run: (inputs) => session.run(inputs),
    dispose() {
      if (profile !== undefined) session.endProfiling();
      void session.release();
    },
  };
}

function providerOptions(provider: Provider, graph: Graph | undefined): ExecutionProvider {
  const nodes = provider === "webgpu" && graph !== undefined ? cpuFallbackNodes(graph) : [];
  // It refuses an empty list.
  return nodes.length === 0 ? provider : { name: "webgpu", forceCpuNodeNames: nodes };
}

/** Frees a program once it is made. The error of one that could not be made was thrown where it was asked for. */
export function disposeWhenMade(program: Promise<Program>): void {
  void program.then(
    (made) => {
      made.dispose();
    },
    () => undefined,
  );
}

/** A tensor in ordinary memory as ONNX Runtime takes it. Shares its values. */
export function toOnnx(runtime: OnnxRuntime, { shape, values }: HostTensor): OnnxTensor {
  return new runtime.Tensor("float32", values, shape);
}

/** Bytes from which on it pays to free memory at once. */
const LARGE = 2 ** 16;

/**
 * Frees tensors that a program gave and that are read no more: those on a device, and large ones in ordinary memory.
 *
 * The latter would go by themselves, but only when memory is collected: a step of a large model would then start a collection
 * every few steps, and write to fresh pages meanwhile.
 */
export function free(tensors: OnnxTensors): void {
  const all = Object.values(tensors);
  for (const tensor of all) if (!isOnHost(tensor)) tensor.dispose();
  const buffers = all.filter(isOnHost).flatMap(({ data }) => {
    const isLarge = ArrayBuffer.isView(data) && data.byteLength >= LARGE;
    return isLarge && data.buffer instanceof ArrayBuffer ? [data.buffer] : [];
  });
  if (buffers.length > 0) nowhere.postMessage(undefined, buffers);
}

/** A port that is closed: memory that is handed over to it has left JavaScript, and is freed at once. */
const nowhere = closedPort();

function closedPort(): MessagePort {
  const { port1 } = new MessageChannel();
  port1.close();
  return port1;
}

/** Whether a tensor is in ordinary memory. */
export function isOnHost({ location }: OnnxTensor): boolean {
  return location === "cpu";
}

/**
 * A tensor of 32-bit floats that ONNX Runtime gave, in ordinary memory.
 *
 * One on a device cannot be read so: ONNX Runtime 1.30 ends the process.
 */
export async function fromOnnx(tensor: OnnxTensor): Promise<HostTensor> {
  if (!isOnHost(tensor)) throw new Error("a tensor on a device cannot be read");
  const values = await tensor.getData();
  if (!(values instanceof Float32Array)) throw new Error(`a tensor is of ${tensor.type}`);
  return { shape: tensor.dims, values };
}
