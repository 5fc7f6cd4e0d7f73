import type { Session, SessionStart } from "../session.ts";
import type { Step } from "../step.ts";
import type { TensorFlowModules } from "../tensorflow.ts";
import type { HostTensors } from "../tensors.ts";

/** Backends on which TensorFlow.js computes operation by operation, by the names that pipelines use. */
export type EagerName = "cuda" | "native" | "wasm" | "cpu";

/** Backends that run whole steps as one compiled graph. */
export type CompiledName = "onnx" | "onnx-cuda" | "onnx-webgpu";

/** Compute backends by the names that pipeline files and `--backend` use. */
export type BackendName = CompiledName | EagerName;

/** A backend that `auto` tried in vain. */
export interface FailedCandidate {
  readonly name: BackendName;
  /** Why it does not work here. */
  readonly why: string;
}

interface BackendBase {
  /** Version of what computes: "TensorFlow.js 4.22.0". */
  readonly version: string;
  /** What computes, in words. */
  readonly device: string;
  /** The backends that `auto` tried before this one; empty for a backend that was asked for by name. */
  readonly failedCandidates: readonly FailedCandidate[];
  /** Starts a training run. */
  session(step: Step, start: SessionStart): Session;
}

/** A backend of TensorFlow.js. There is nothing to close: TensorFlow.js keeps one of each per process. */
export interface EagerBackend extends BackendBase {
  readonly kind: "eager";
  readonly name: EagerName;
  /**
   * Makes it TensorFlow.js's active backend and gives TensorFlow.js. What follows up to the next `await`
   * computes here; call it again after one.
   */
  use(): TensorFlowModules;
}

/** A backend that runs graphs: steps are compiled, and models in ONNX's format run as they are. */
export interface CompiledBackend extends BackendBase {
  readonly kind: "compiled";
  readonly name: CompiledName;
  /** A backend of TensorFlow.js for work that is not a step: wasm, or cpu where wasm does not open. Loads TensorFlow.js. */
  eager(): Promise<EagerBackend>;
  /**
   * Makes an ONNX model ready to run. Loads no TensorFlow.js.
   *
   * @throws FairlineError `BACKEND_FAILED` where ONNX Runtime does not take it.
   */
  load(model: Uint8Array): Promise<Network>;
}

/** A model that is ready to run. */
export interface Network {
  /** @throws FairlineError `BACKEND_FAILED` where a shape does not fit. */
  run(inputs: HostTensors): Promise<HostTensors>;
  dispose(): void;
}

/** An open compute backend. */
export type Backend = CompiledBackend | EagerBackend;

/** Options for opening a backend. */
export interface OpenOptions {
  /** Processor threads that it may use; 1 where it is left out. Backends with one thread or a GPU ignore it. */
  readonly threads?: number;
  /** Beginning of the paths of files into which compiled backends write how long each node of a program took. */
  readonly profile?: string;
  /**
   * Called once, with the reason, when a step cannot be compiled or wasm lacks one of its operations: the step then runs
   * operation by operation on wasm, or on cpu. Only `auto` does so; a backend that was asked for by name fails, as does
   * `auto` where this is left out.
   */
  readonly onFallback?: (message: string) => void;
}

/** A backend that may or may not work on this machine. */
export interface Candidate<B extends Backend = Backend> {
  readonly name: BackendName;
  /** What the user can do where it does not open: an imperative sentence. */
  readonly enable: string;
  /**
   * Loads it, starts it and tests it.
   *
   * @throws Error that says why it does not work here.
   */
  readonly open: (options: OpenOptions) => Promise<B>;
}
