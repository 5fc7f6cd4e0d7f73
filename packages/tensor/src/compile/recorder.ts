import type { KernelFunc, TensorInfo } from "@tensorflow/tfjs-core";
import { FairlineError } from "@fairline/core";
import type { ErrorLocation } from "@fairline/core";
import type { TensorFlow } from "../tensorflow.ts";
import type { ElementType, Value, ValueType } from "./graph.ts";
import { isEmpty } from "./graph.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import { filled, typedArray } from "./kernels/array/primitives.ts";
import { elementType } from "./kernels/elementwise/cast.ts";
import { kernelCall } from "./kernels/kernel.ts";
import { KERNELS } from "./kernels/table.ts";
import type { DataId, Numbers } from "./recording-backend.ts";
import { recordingBackend } from "./recording-backend.ts";
import { stackHere, stepLine } from "./step-line.ts";
import { unsupported } from "./unsupported.ts";

/** The recorder's name among TensorFlow.js's backends. */
export const RECORDER = "fairline-recorder";

/** Shape and element type of numbers. */
type NumbersType = ValueType & { readonly type: ReturnType<typeof elementType> };

/** The backend that records instead of computing. */
export interface Recorder {
  /**
   * Kernels write into this graph from now on; none where it is undefined.
   *
   * @throws FairlineError `STEP_IMPURE` while another graph is written.
   */
  record(graph: GraphBuilder | undefined): void;
  /** The error for the first read of a value that is not known, also where the reader went on without it. */
  readonly readError: FairlineError | undefined;
  /** What makes a tensor that stands for a value of the graph. */
  tensorFor(value: Value): TensorInfo;
  /** The line of the step that made the first of these tensors that a line made: for kernels of its gradient. */
  lineOf(tensors: readonly TensorInfo[]): { readonly at?: ErrorLocation };
  /** The value that a tensor stands for; numbers become a constant of the graph. */
  valueOf(tensor: TensorInfo): Value;
}

/**
 * Registers a backend of TensorFlow.js that computes nothing: each kernel writes itself into a graph, and knows no
 * numbers but those that were given as numbers.
 *
 * Call it once per process.
 */
export function registerRecorder(tf: TensorFlow): Recorder {
  const state: {
    graph: GraphBuilder | undefined;
    constants: Map<DataId, Map<string, Value>>;
    readError: FairlineError | undefined;
  } = { graph: undefined, constants: new Map(), readError: undefined };
  const graph = (): GraphBuilder => {
    if (state.graph !== undefined) return state.graph;
    throw new Error("a tensor was made outside of a step while steps are being traced");
  };
  const backend = recordingBackend(tf, () => (state.readError ??= readInStep()));
  const recorder: Recorder = {
    record(next) {
      if (next !== undefined && state.graph !== undefined) throw tracedInStep();
      state.graph = next;
      state.constants = new Map();
      state.readError = undefined;
    },
    get readError() {
      return state.readError;
    },
    tensorFor(value) {
      const dataId = {};
      backend.data.set(dataId, { kind: "value", value, origin: stackHere(), references: 1 });
      return { dataId, shape: [...value.shape], dtype: tensorType(value.type) };
    },
    valueOf({ dataId, shape, dtype }) {
      const data = backend.data.get(dataId);
      if (data.kind === "value") return data.value;
      // Tensors of other backends may share numbers and read them in another shape or as another type.
      const type = elementType(dtype);
      const constants = state.constants.get(dataId) ?? new Map<string, Value>();
      state.constants.set(dataId, constants);
      const key = `${type} ${shape.join()}`;
      const value = constants.get(key) ?? constantOf(graph(), data.numbers, { shape, type });
      constants.set(key, value);
      return value;
    },
    lineOf(tensors) {
      const origins = tensors.flatMap(({ dataId }) => {
        const data = backend.data.get(dataId);
        return data.kind === "value" ? [stepLine(data.origin)] : [];
      });
      return origins.find(({ at }) => at !== undefined) ?? {};
    },
  };
  tf.registerBackend(RECORDER, () => backend, 0);
  for (const kernelName of kernelNames(tf)) {
    tf.registerKernel({
      kernelName,
      backendName: RECORDER,
      kernelFunc: kernelFunc(kernelName, recorder, graph),
    });
  }
  return recorder;
}

/** The recorder of one kernel as TensorFlow.js calls kernels. */
function kernelFunc(kernelName: string, recorder: Recorder, graph: () => GraphBuilder): KernelFunc {
  const record = KERNELS[kernelName];
  return ({ inputs, attrs }) => {
    const tensors = Object.entries(inputs).flatMap(([name, tensor]) =>
      tensor === undefined ? [] : [[name, tensor] as const],
    );
    const result = withLine(recorder, tensors, () => {
      if (record === undefined) throw unsupported(`the operation ${kernelName}`);
      const values = tensors.map(([name, tensor]) => [name, recorder.valueOf(tensor)] as const);
      return record(kernelCall(graph(), Object.fromEntries(values), attrs));
    });
    return Array.isArray(result)
      ? result.map((value) => recorder.tensorFor(emptyAsConstant(graph(), value)))
      : recorder.tensorFor(emptyAsConstant(graph(), result));
  };
}

/** Numbers as a constant of the graph; many that are the same are one that is expanded. */
function constantOf(graph: GraphBuilder, numbers: Numbers, { shape, type }: NumbersType): Value {
  const [first = 0] = numbers;
  const isUniform = numbers.every((number) => Object.is(number, first));
  return isUniform && numbers.length > 0
    ? filled(graph, first, { shape, type })
    : graph.constant(typedArray(numbers, type), shape, type);
}

/** A value without elements is a constant, whatever would have computed it. */
function emptyAsConstant(graph: GraphBuilder, value: Value): Value {
  return isEmpty(value)
    ? graph.constant(typedArray([], value.type), value.shape, value.type)
    : value;
}

/** Gives errors a line: kernels of a gradient have none of their own, but that of what they are the gradient of. */
function withLine<T>(
  recorder: Recorder,
  tensors: readonly (readonly [string, TensorInfo])[],
  work: () => T,
): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FairlineError) || error.at !== undefined) throw error;
    const { code, message, hint = "" } = error;
    const line = recorder.lineOf(tensors.map(([, tensor]) => tensor));
    throw new FairlineError(code, message, { hint, ...line });
  }
}

/** The names of TensorFlow.js's kernels: it exports each as a constant of that name. */
function kernelNames(tf: TensorFlow): string[] {
  return Object.entries(tf).flatMap(([name, value]) =>
    typeof value === "string" && (value === name || `_${value}` === name || value === `_${name}`)
      ? [value]
      : [],
  );
}

function readInStep(): FairlineError {
  return new FairlineError(
    "STEP_IMPURE",
    "a step reads the values of a tensor while it is traced",
    {
      ...stepLine(),
      hint: "Compute with tensors throughout, give what is worth knowing out as a loss, and read it after the step.",
    },
  );
}

function tracedInStep(): FairlineError {
  return new FairlineError("STEP_IMPURE", "a step traces another step while it is traced", {
    ...stepLine(),
    hint: "Call the other step as a function of tensors, or trace it beforehand.",
  });
}

function tensorType(type: ElementType): TensorInfo["dtype"] {
  if (type === "int64") throw new Error("tensors of int64 do not leave a kernel");
  return type;
}
