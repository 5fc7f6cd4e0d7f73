import type { Tensors } from "../tensors.ts";
import { mapValues } from "../tensors.ts";
import type { Tensor, TensorFlow } from "../tensorflow.ts";
import type { Graph, Layout, Value } from "./graph.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { castTo } from "./kernels/elementwise/cast.ts";
import { optimize } from "./optimize/optimize.ts";
import type { Recorder } from "./recorder.ts";
import { RECORDER, registerRecorder } from "./recorder.ts";
import { withoutRandom } from "./without-random.ts";

/** A function of named tensors in TensorFlow.js operations. */
type Body = (tensors: Tensors) => Tensors;

/** Turns functions of tensors into graphs. */
export interface Tracer {
  /**
   * Runs a function once, on tensors that have shapes and no values, and gives the graph of what it would compute.
   *
   * @param shapes - Of the function's inputs, by name; all are of 32-bit floats.
   * @param layout - Of images in convolutions and pooling: {@link Layout}.
   * @returns A graph with the same names for its inputs and outputs; all outputs are of 32-bit floats.
   * @throws FairlineError `STEP_UNSUPPORTED` for an operation that has no ONNX form here, `STEP_IMPURE` for a
   *   function that reads values or draws random numbers. Both name the line.
   */
  trace(shapes: Readonly<Record<string, readonly number[]>>, body: Body, layout?: Layout): Graph;
}

/** Makes the one tracer of a process. */
export function makeTracer(tf: TensorFlow): Tracer {
  const recorder = registerRecorder(tf);
  return {
    trace: (shapes, body, layout) =>
      onRecorder(tf, () => withoutRandom(() => record(tf, recorder, { shapes, body, layout }))),
  };
}

function record(
  tf: TensorFlow,
  recorder: Recorder,
  {
    shapes,
    body,
    layout,
  }: {
    readonly shapes: Parameters<Tracer["trace"]>[0];
    readonly body: Body;
    readonly layout: Layout | undefined;
  },
): Graph {
  const graph = new GraphBuilder(layout);
  recorder.record(graph);
  const made: { tensors: Tensors; first: number } = { tensors: {}, first: Infinity };
  const tensorOf = (value: Value): Tensor =>
    tf.engine().makeTensorFromTensorInfo(recorder.tensorFor(value));
  try {
    tf.tidy(() => {
      made.first = tensorOf(graph.scalar(0)).id;
      const inputs = mapValues(shapes, (shape, name) =>
        tensorOf(graph.input(name, { shape, type: "float32" })),
      );
      made.tensors = body(inputs);
      return { ...made.tensors };
    });
    if (recorder.readError !== undefined) throw recorder.readError;
    const outputs = mapValues(made.tensors, (tensor) =>
      castTo(graph, recorder.valueOf(tensor), "float32"),
    );
    return optimize(graph.finish(outputs));
  } catch (error) {
    // A step that caught the error of its read fails later for want of the value: the read is the reason.
    throw recorder.readError ?? error;
  } finally {
    // Tensors that the step gives out but did not make belong to its caller.
    tf.dispose(Object.values(made.tensors).filter(({ id }) => id > made.first));
    recorder.record(undefined);
  }
}

/** Makes the recorder TensorFlow.js's active backend for the time of some work, which must not wait for anything. */
function onRecorder<T>(tf: TensorFlow, work: () => T): T {
  // TensorFlow.js has no name here as long as no backend was used.
  const before = tf.getBackend() as string | undefined;
  // A backend that starts at once is active before setBackend's first await.
  void tf.setBackend(RECORDER);
  try {
    return work();
  } finally {
    if (before !== undefined) void tf.setBackend(before);
  }
}
