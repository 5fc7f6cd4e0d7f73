import type { Session, SessionStart } from "../session.ts";
import type { Step } from "../step.ts";
import type { Loaded } from "../tensorflow.ts";

/** Backends on which TensorFlow.js computes operation by operation, by the names that pipelines use. */
export type EagerName = "cuda" | "native" | "webgpu" | "wasm" | "cpu";

/** Backends that run whole steps as one compiled graph. */
export type CompiledName = "onnx" | "onnx-cuda" | "onnx-webgpu";

/** Compute backends by the names that pipeline files and `--backend` use. */
export type BackendName = CompiledName | EagerName;

/** A backend that `auto` tried and left. */
export interface PassedOver {
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
  readonly passedOver: readonly PassedOver[];
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
  use(): Loaded;
}

/** An open compute backend. */
export type Backend = EagerBackend;

/** What opening a backend can be told. */
export interface OpenOptions {
  /** Processor threads that it may use; 1 where it is left out. Backends with one thread or a GPU ignore it. */
  readonly threads?: number;
}

/** A backend that may or may not work on this machine. */
export interface Candidate {
  readonly name: BackendName;
  /** What the user can do where it does not open: an imperative sentence. */
  readonly enable: string;
  /**
   * Loads it, starts it and tests it.
   *
   * @throws Error that says why it does not work here.
   */
  open(options: OpenOptions): Promise<Backend>;
}
