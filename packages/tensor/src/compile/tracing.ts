import { loadTensorFlow } from "../tensorflow.ts";
import type { TensorFlow } from "../tensorflow.ts";
import type { Tracer } from "./trace.ts";

/** TensorFlow.js and the tracer that records it. */
export interface Tracing {
  readonly tf: TensorFlow;
  readonly tracer: Tracer;
}

/** Loads TensorFlow.js, once, and gives it with the one tracer of the process. */
export const tracing: () => Promise<Tracing> = once(async () => {
  const { tf } = await loadTensorFlow();
  const { makeTracer } = await import("./trace.ts");
  return { tf, tracer: makeTracer(tf) };
});

/** A function that does its work when it is first called, and gives the same result ever after. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  const done: { result?: Promise<T> } = {};
  return () => (done.result ??= work());
}
